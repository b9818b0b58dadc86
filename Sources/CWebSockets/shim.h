#pragma once
#include <libwebsockets.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

/* Macros with an expression inside are not imported. */
enum { CLWS_PRE = LWS_PRE };
static const long clws_no_tls_before_1_2 = (long)(SSL_OP_NO_SSLv3 | SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1);
