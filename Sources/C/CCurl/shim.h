#pragma once
// The type checks of curl.h are GCC macros that Swift cannot import.
#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>

// Swift can't call functions with variable arguments: one inline function per type of argument.

static inline CURLcode gantry_curl_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode gantry_curl_set_large(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode gantry_curl_set_text(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode gantry_curl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode gantry_curl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

// CURLOPT_COPYPOSTFIELDS: curl keeps a copy of as many bytes as CURLOPT_POSTFIELDSIZE_LARGE says, so that goes first.
static inline CURLcode gantry_curl_set_body(CURL *easy, const void *bytes, curl_off_t count) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, count);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, bytes);
}

// The bytes are copied: they may go away after the call.
static inline CURLcode gantry_curl_set_blob(CURL *easy, CURLoption option, const void *bytes, size_t count) {
    struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
    return curl_easy_setopt(easy, option, &blob);
}

typedef size_t (*gantry_curl_data_function)(char *, size_t, size_t, void *);

static inline CURLcode gantry_curl_set_writer(CURL *easy, gantry_curl_data_function function, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, function);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
}

static inline CURLcode gantry_curl_set_header_reader(CURL *easy, gantry_curl_data_function function, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, function);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
}

static inline CURLcode gantry_curl_set_reader(CURL *easy, gantry_curl_data_function function, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_READFUNCTION, function);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_READDATA, context);
}

static inline CURLMcode gantry_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

// The result of a message is in a union, which Swift reads clumsily.
static inline CURLcode gantry_curl_result(const CURLMsg *message) { return message->data.result; }

// Macros with function syntax aren't imported.
static const size_t gantry_curl_pause = CURL_WRITEFUNC_PAUSE;
