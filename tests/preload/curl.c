/* SPDX-License-Identifier: MIT */
/*
 * A library for LD_PRELOAD: a libcurl that lacks something. CURL_FAILS names the function that
 * fails.
 */
#include <curl/curl.h>
#include <dlfcn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool fails(const char *name)
{
	const char *failing = getenv("CURL_FAILS");

	return failing && strcmp(failing, name) == 0;
}

/* The library's own function of that name, put where `to` points. */
static void find(const char *name, void *to)
{
	void *own = dlsym(RTLD_NEXT, name);

	memcpy(to, &own, sizeof(own));
}

CURLcode curl_global_init(long flags)
{
	CURLcode (*own)(long);

	find("curl_global_init", &own);
	return fails("curl_global_init") ? CURLE_FAILED_INIT : own(flags);
}

CURLM *curl_multi_init(void)
{
	CURLM *(*own)(void);

	find("curl_multi_init", &own);
	return fails("curl_multi_init") ? NULL : own();
}

CURL *curl_easy_init(void)
{
	CURL *(*own)(void);

	find("curl_easy_init", &own);
	return fails("curl_easy_init") ? NULL : own();
}

CURLMcode curl_multi_add_handle(CURLM *multi, CURL *easy)
{
	CURLMcode (*own)(CURLM *, CURL *);

	find("curl_multi_add_handle", &own);
	return fails("curl_multi_add_handle") ? CURLM_INTERNAL_ERROR : own(multi, easy);
}

CURLMcode curl_multi_perform(CURLM *multi, int *running)
{
	CURLMcode (*own)(CURLM *, int *);

	find("curl_multi_perform", &own);
	return fails("curl_multi_perform") ? CURLM_INTERNAL_ERROR : own(multi, running);
}

CURLMcode curl_multi_poll(CURLM *multi, struct curl_waitfd extra[], unsigned count, int wait_ms,
			  int *ready)
{
	CURLMcode (*own)(CURLM *, struct curl_waitfd[], unsigned, int, int *);

	find("curl_multi_poll", &own);
	return fails("curl_multi_poll") ? CURLM_UNRECOVERABLE_POLL
					: own(multi, extra, count, wait_ms, ready);
}
