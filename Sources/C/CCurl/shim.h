#pragma once
// The type checks of curl.h are GCC macros that Swift cannot import.
#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>
