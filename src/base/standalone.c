/* SPDX-License-Identifier: MIT */
#include "base/standalone.h"

#ifdef STANDALONE

#include <nss.h>
#include <stdlib.h>

void standalone_begin(void)
{
	/* Both are built into glibc: no module is loaded for them. */
	(void)__nss_configure_lookup("hosts", "files dns");
	(void)__nss_configure_lookup("services", "files");
	(void)setenv("OPENSSL_CONF", "/dev/null", 1);
}

#else

void standalone_begin(void)
{
}

#endif
