/* SPDX-License-Identifier: MIT */
/*
 * The endpoint that sends an event. No policy, nothing printed. Source: GitHub's docs, "REST API endpoints for
 * repositories", "Create a repository dispatch event".
 */
#ifndef DISPATCHES_H
#define DISPATCHES_H

#include "github/api.h"

/*
 * POST /repos/{owner}/{repo}/dispatches; takes `client_payload`. 0 when GitHub accepted it
 * (204), which does not mean that a workflow ran. On 403 and 404 the repository itself is asked
 * for once, to tell the causes apart.
 */
int dispatches_create(struct http *http, const struct api_target *target,
		      const char *event_type, struct json *client_payload,
		      struct err *err) MUST_CHECK;

/*
 * The same of several events of one type at the same time; takes the payloads. errs[i], zeroed before,
 * says why one was not accepted. The repository is asked for once for all of them.
 */
void dispatches_create_all(struct http *http, const struct api_target *target,
			   const char *event_type, struct json *client_payloads,
			   struct err *errs, size_t count);

#endif
