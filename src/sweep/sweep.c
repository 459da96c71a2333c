/* SPDX-License-Identifier: MIT */
#include "sweep/sweep.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static const char space[] = " \t\r\n\v\f";

/* Numbers as text: the longer one is larger. */
static int compare_numbers(const char *one, const char *other)
{
	size_t a = strlen(one);
	size_t b = strlen(other);

	return a != b ? (a < b ? -1 : 1) : strcmp(one, other);
}

static int compare_entries(const void *one, const void *other)
{
	const struct sweep_entry *a = one;
	const struct sweep_entry *b = other;

	if (a->class != b->class)
		return a->class < b->class ? -1 : 1;
	return compare_numbers(a->payload.pr_number, b->payload.pr_number);
}

/* Reads a name; false where it is not one of ours. */
static bool read_name(const struct config *config, const char *name, struct sweep_entry *entry)
{
	*entry = (struct sweep_entry){.class = ENVIRONMENT_EPHEMERAL};
	if (environment_is_staging(config, name))
		entry->class = ENVIRONMENT_STAGING;
	else if (!environment_number_of(config, name, entry->payload.pr_number))
		return false;
	memcpy(entry->workspace, name, strlen(name) + 1);
	return true;
}

/* As one of the sorted list, once; what comes twice is the same. */
static size_t leave_out_repeated(struct sweep_entry *list, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (kept == 0 || compare_entries(&list[kept - 1], &list[i]) != 0)
			list[kept++] = list[i];
	}
	return kept;
}

void sweep_read(const struct config *config, struct sweep *sweep)
{
	size_t room = 0;

	*sweep = (struct sweep){.listed = *config->environments};
	for (const char *at = config->environments; *(at += strspn(at, space));) {
		size_t len = strcspn(at, space);
		size_t shown = len < GRAMMAR_WORKSPACE_MAX ? len : GRAMMAR_WORKSPACE_MAX;
		char name[GRAMMAR_WORKSPACE_MAX + 1];

		memcpy(name, at, shown);
		name[shown] = '\0';
		at += len;
		if (strcmp(name, "*") == 0 || strcmp(name, "default") == 0)
			continue;
		sweep->names++;
		if (sweep->count == room) {
			room = room ? 2 * room : 64;
			sweep->list = xrealloc(sweep->list, room * sizeof(*sweep->list));
		}
		if (len == shown && read_name(config, name, &sweep->list[sweep->count]))
			sweep->count++;
		else if (sweep->others++ == 0)
			memcpy(sweep->first, name, sizeof(name));
	}
	if (sweep->count == 0)
		return;
	qsort(sweep->list, sweep->count, sizeof(*sweep->list), compare_entries);
	sweep->count = leave_out_repeated(sweep->list, sweep->count);
}

void sweep_see_open(const struct config *config, struct sweep *sweep, const char *number,
		    const char *base)
{
	struct sweep_entry key = {.class = ENVIRONMENT_EPHEMERAL};
	struct sweep_entry *entry;

	if (sweep->count == 0 || !environment_find_class(config, base, &key.class))
		return;
	if (key.class == ENVIRONMENT_EPHEMERAL)
		memcpy(key.payload.pr_number, number, strlen(number) + 1);
	entry = bsearch(&key, sweep->list, sweep->count, sizeof(*sweep->list), compare_entries);
	if (entry)
		entry->state = SWEEP_WANTED;
}

void sweep_judge(struct sweep *sweep)
{
	for (size_t i = 0; i < sweep->count; i++) {
		if (sweep->list[i].state == SWEEP_UNSEEN)
			sweep->list[i].state = SWEEP_SUSPECT;
		else
			sweep->looked++;
	}
	sweep->judged = true;
}

/*
 * The base that the event has: the pull request's own, if its class is that of the environment; else a
 * branch that both ends take for that class.
 */
static bool find_base(const struct config *config, const char *own,
		      enum environment_class class, char base[GRAMMAR_BRANCH_MAX + 1])
{
	if (environment_has_class(config, own, class) && strlen(own) <= GRAMMAR_BRANCH_MAX) {
		memcpy(base, own, strlen(own) + 1);
		return true;
	}
	return bases_find_plain(class == ENVIRONMENT_STAGING ? config->staging_base
							     : config->ephemeral_base,
				base);
}

/*
 * When the pull request was closed, or of one that is open into another base, changed at last: what is requested for
 * it after that is newer.
 */
static int set_requested_at(const struct config *config, const struct facts *facts,
			    struct payload *payload, struct err *err)
{
	const char *at;

	if (!config->requested_at)
		return 0;
	if (json_get_string(&facts->document, facts->pull.open ? "updated_at" : "closed_at",
			    &at, err) < 0)
		return -1;
	return contract_set(payload, CONTRACT_REQUESTED_AT, at, REASON_BAD_RESPONSE, err);
}

static int find_entry(const struct config *config, const struct facts *facts,
		      struct sweep_entry *entry, struct err *err)
{
	const struct pull *pull = &facts->pull;
	struct payload payload = entry->payload;
	char base[GRAMMAR_BRANCH_MAX + 1];

	if (contract_set(&payload, CONTRACT_BASE_BRANCH, pull->base, REASON_BAD_RESPONSE, err) <
	    0)
		return -1;
	memcpy(entry->base, payload.base_branch, sizeof(entry->base));
	if (!find_base(config, pull->base, entry->class, base)) {
		entry->state = SWEEP_KEPT_NO_BASE;
		return 0;
	}
	payload.merged = pull->merged;
	if (contract_set(&payload, CONTRACT_BASE_BRANCH, base, REASON_BAD_CONFIG, err) < 0 ||
	    set_requested_at(config, facts, &payload, err) < 0)
		return -1;
	entry->payload = payload;
	entry->left = pull->open;
	entry->state = SWEEP_FOUND;
	return 0;
}

int sweep_look(const struct config *config, const struct facts *facts,
	       struct sweep_entry *entry, struct err *err)
{
	entry->state = SWEEP_KEPT_UNREAD;
	if (facts->pull_err.reason == REASON_NOT_FOUND) {
		entry->state = SWEEP_KEPT_UNKNOWN;
		return 0;
	}
	if (err_is_set(&facts->pull_err))
		return err_copy(err, &facts->pull_err);
	if (facts->pull.open && environment_has_class(config, facts->pull.base, entry->class)) {
		entry->state = SWEEP_KEPT_OPEN;
		return 0;
	}
	if (find_entry(config, facts, entry, err) < 0)
		return err_prefix(err, "Pull request %s cannot be used",
				  entry->payload.pr_number);
	return 0;
}

void sweep_see_closed(const struct config *config, struct sweep_entry *staging,
		      const char *number, const char *base, const char *closed_at,
		      const char *merged_at)
{
	struct payload payload = {.merged = merged_at != NULL};
	struct payload *best = &staging->payload;
	struct err unused;

	if (!environment_has_class(config, base, ENVIRONMENT_STAGING) ||
	    contract_set(&payload, CONTRACT_PR_NUMBER, number, REASON_BAD_RESPONSE, &unused) <
		    0 ||
	    contract_set(&payload, CONTRACT_BASE_BRANCH, base, REASON_BAD_RESPONSE, &unused) <
		    0 ||
	    contract_set(&payload, CONTRACT_REQUESTED_AT, closed_at, REASON_BAD_RESPONSE,
			 &unused) < 0)
		return;
	if (*best->pr_number && strcmp(payload.requested_at, best->requested_at) <= 0)
		return;
	*best = payload;
	memcpy(staging->base, payload.base_branch, sizeof(staging->base));
}

void sweep_find_staging(const struct config *config, struct sweep_entry *staging)
{
	staging->state = *staging->payload.pr_number ? SWEEP_FOUND : SWEEP_KEPT_NOBODY;
	if (!config->requested_at)
		staging->payload.requested_at[0] = '\0';
}

size_t sweep_count(const struct sweep *sweep, enum sweep_state state)
{
	size_t count = 0;

	for (size_t i = 0; i < sweep->count; i++)
		count += sweep->list[i].state == state;
	return count;
}

size_t sweep_count_found(const struct sweep *sweep)
{
	return sweep_count(sweep, SWEEP_FOUND) + sweep_count(sweep, SWEEP_SENT) +
	       sweep_count(sweep, SWEEP_REFUSED);
}

void sweep_release(struct sweep *sweep)
{
	free(sweep->list);
	*sweep = (struct sweep){0};
}
