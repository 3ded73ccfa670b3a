#pragma once
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <openssl/err.h>
#include <openssl/rand.h>

// Macros that Swift doesn't import.
static inline EVP_PKEY *gantry_new_p256_key(void) { return EVP_EC_gen("P-256"); }
static inline long gantry_memory(BIO *bio, char **data) { return BIO_get_mem_data(bio, data); }
