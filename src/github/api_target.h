/* SPDX-License-Identifier: MIT */
/* Which repository is asked, and with which token. */
#ifndef API_TARGET_H
#define API_TARGET_H

/* A repository together with the token to use for it; strings borrowed. */
struct api_target {
	const char *repository; /* owner/name, valid by grammar_is_repository() */
	const char *token;
	const char *token_input; /* the input that the token came from, for messages */
	const char *api_url;     /* where that is asked, likewise */
};

#endif
