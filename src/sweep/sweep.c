/* SPDX-License-Identifier: MIT */
#include "sweep/sweep.h"
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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

/* A time as GitHub writes it, or nothing. */
static void set_since(struct sweep_entry *entry, const char *time)
{
	(void)snprintf(entry->since, sizeof(entry->since), "%s",
		       time && grammar_is_time(time) ? time : "");
}

void sweep_see_open(const struct config *config, struct sweep *sweep,
		    const struct pulls_entry *pull)
{
	struct sweep_entry key = {.class = ENVIRONMENT_EPHEMERAL};
	struct sweep_entry *entry;

	if (sweep->repository_id == 0)
		sweep->repository_id = pull->base_repository_id;
	if (!environment_find_class(config, pull->base, &key.class))
		return;
	if (key.class == ENVIRONMENT_EPHEMERAL)
		sweep->open_ephemeral++;
	else if (!environment_shares_staging(config, pull->base, pull->is_fork))
		return;
	if (sweep->count == 0)
		return;
	if (key.class == ENVIRONMENT_EPHEMERAL)
		memcpy(key.payload.pr_number, pull->number, sizeof(key.payload.pr_number));
	entry = bsearch(&key, sweep->list, sweep->count, sizeof(*sweep->list), compare_entries);
	if (!entry)
		return;
	entry->state = SWEEP_WANTED;
	set_since(entry, pull->created_at);
	memcpy(entry->base, pull->base, strlen(pull->base) + 1);
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
 * The time of the request: when the pull request was closed; of one that is open into another base, and of staging, which
 * others share, when it changed last. So a newer request wins, and a failed one does not keep the removal off for ever.
 */
static const char *time_of(const struct sweep_entry *entry, const struct pull *pull)
{
	return pull->open || entry->class == ENVIRONMENT_STAGING ? pull->updated_at
								 : pull->closed_at;
}

static void set_source(const struct config *config, const struct sweep_entry *entry,
		       const struct pull *pull, struct source *source)
{
	(void)snprintf(source->repository, sizeof(source->repository), "%s",
		       config->repository);
	source->id = pull->base_repository_id;
	source->class = environment_class_name(entry->class);
	memcpy(source->cause, "sweep", sizeof("sweep"));
}

static int find_entry(const struct config *config, const struct pull *pull,
		      struct sweep_entry *entry, struct err *err)
{
	struct payload payload = entry->payload;
	char base[GRAMMAR_BRANCH_MAX + 1];

	if (contract_set(&payload, CONTRACT_BASE_BRANCH, pull->base, REASON_BAD_RESPONSE, err) <
	    0)
		return -1;
	memcpy(entry->base, payload.base_branch, sizeof(entry->base));
	entry->left = pull->open;
	set_since(entry, pull->open ? pull->updated_at : pull->closed_at);
	if (!find_base(config, pull->base, entry->class, base)) {
		entry->state = SWEEP_KEPT_NO_BASE;
		return 0;
	}
	payload.merged = pull->merged;
	if (contract_set(&payload, CONTRACT_BASE_BRANCH, base, REASON_BAD_CONFIG, err) < 0 ||
	    contract_set(&payload, CONTRACT_REQUESTED_AT, time_of(entry, pull),
			 REASON_BAD_RESPONSE, err) < 0)
		return -1;
	set_source(config, entry, pull, &payload.source);
	entry->payload = payload;
	entry->state = pull->open ? SWEEP_HELD : SWEEP_FOUND;
	return 0;
}

/* Another repository that has the same numbers, by its own number or, where none is known, by its name. */
static bool is_foreign(const struct config *config, const struct sweep *sweep,
		       const struct pull *pull)
{
	if (sweep->repository_id > 0 && pull->base_repository_id > 0)
		return sweep->repository_id != pull->base_repository_id;
	return pull->base_repository &&
	       strcasecmp(pull->base_repository, config->repository) != 0;
}

int sweep_look(const struct config *config, const struct sweep *sweep,
	       const struct facts *facts, struct sweep_entry *entry, struct err *err)
{
	const struct pull *pull = &facts->pull;

	entry->state = SWEEP_KEPT_UNREAD;
	if (facts->pull_err.reason == REASON_NOT_FOUND) {
		entry->state = SWEEP_KEPT_UNKNOWN;
		return 0;
	}
	if (err_is_set(&facts->pull_err))
		return err_copy(err, &facts->pull_err);
	if (is_foreign(config, sweep, pull)) {
		entry->state = SWEEP_KEPT_FOREIGN;
		return 0;
	}
	if (pull->open && (entry->class == ENVIRONMENT_STAGING ||
			   environment_has_class(config, pull->base, entry->class))) {
		entry->state = SWEEP_KEPT_OPEN;
		return 0;
	}
	if (find_entry(config, pull, entry, err) < 0) {
		entry->state = SWEEP_KEPT_UNREAD;
		return err_prefix(err, "Pull request %s cannot be used",
				  entry->payload.pr_number);
	}
	return 0;
}

void sweep_see_closed(const struct config *config, struct sweep_entry *staging,
		      const struct pulls_entry *pull)
{
	struct payload payload = {.merged = false};
	struct payload *best = &staging->payload;
	struct err unused;

	if (!environment_has_class(config, pull->base, ENVIRONMENT_STAGING) ||
	    contract_set(&payload, CONTRACT_PR_NUMBER, pull->number, REASON_BAD_RESPONSE,
			 &unused) < 0 ||
	    contract_set(&payload, CONTRACT_REQUESTED_AT, pull->closed_at, REASON_BAD_RESPONSE,
			 &unused) < 0)
		return;
	if (!*best->pr_number || strcmp(payload.requested_at, best->requested_at) > 0)
		*best = payload;
}

bool sweep_brake(const struct config *config, struct sweep *sweep)
{
	size_t held = sweep_count(sweep, SWEEP_HELD);
	bool many = !sweep->keeps_open && held > (size_t)config->open_removals;

	for (size_t i = 0; i < sweep->count && (many || sweep->keeps_open); i++) {
		if (sweep->list[i].state == SWEEP_HELD)
			sweep->list[i].state = many ? SWEEP_KEPT_MANY : SWEEP_KEPT_BASES;
	}
	return many;
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
