/* SPDX-License-Identifier: MIT */
#include "base/static_libc.h"

#ifdef STANDALONE

#include <nss.h>
#include <stdlib.h>

void static_libc_begin(void)
{
	/* Both are built into glibc: no module is loaded for them. */
	(void)__nss_configure_lookup("hosts", "files dns");
	(void)__nss_configure_lookup("services", "files");
	(void)setenv("OPENSSL_CONF", "/dev/null", 1);
}

#else

void static_libc_begin(void)
{
}

#endif
