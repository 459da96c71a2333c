/* SPDX-License-Identifier: MIT */
#include "doctor/diagnosis.h"
#include "base/macros.h"
#include "base/markdown.h"
#include "base/mem.h"

#include <stdlib.h>

enum { WHAT_MAX = 300 };

struct buf *diagnosis_add(struct diagnosis *diagnosis, enum finding finding, const char *what)
{
	struct check *check;

	diagnosis->list =
		xrealloc(diagnosis->list, (diagnosis->count + 1) * sizeof(*diagnosis->list));
	check = &diagnosis->list[diagnosis->count++];
	*check = (struct check){.finding = finding,
				.what = BUF_INIT(WHAT_MAX),
				.sentence = BUF_INIT(DIAGNOSIS_TEXT_MAX)};
	buf_adds(&check->what, what);
	return &check->sentence;
}

void diagnosis_worsen(struct diagnosis *diagnosis, enum finding finding)
{
	struct check *last = &diagnosis->list[diagnosis->count - 1];

	if (finding > last->finding)
		last->finding = finding;
}

size_t diagnosis_count(const struct diagnosis *diagnosis, enum finding finding)
{
	size_t count = 0;

	for (size_t i = 0; i < diagnosis->count; i++)
		count += diagnosis->list[i].finding == finding;
	return count;
}

const struct check *diagnosis_first(const struct diagnosis *diagnosis, enum finding finding)
{
	for (size_t i = 0; i < diagnosis->count; i++) {
		if (diagnosis->list[i].finding == finding)
			return &diagnosis->list[i];
	}
	return NULL;
}

static const char *const marks[] = {
	[FINDING_GOOD] = "✅", [FINDING_WARNING] = "⚠️", [FINDING_ERROR] = "❌"};
_Static_assert(ARRAY_SIZE(marks) == FINDING_COUNT, "every finding has a mark");

void diagnosis_line(const struct check *check, struct buf *out)
{
	buf_addf(out, "%s %s: %s", marks[check->finding], buf_str(&check->what),
		 buf_str(&check->sentence));
}

static void say_count(struct buf *out, size_t count, const char *word)
{
	buf_addf(out, "%zu %s%s", count, word, count == 1 ? "" : "s");
}

void diagnosis_say(const struct diagnosis *diagnosis, struct buf *out)
{
	say_count(out, diagnosis->count, "check");
	buf_adds(out, ", ");
	say_count(out, diagnosis_count(diagnosis, FINDING_ERROR), "error");
	buf_adds(out, ", ");
	say_count(out, diagnosis_count(diagnosis, FINDING_WARNING), "warning");
}

void diagnosis_table(const struct diagnosis *diagnosis, struct buf *out)
{
	if (diagnosis->count == 0)
		return;
	buf_adds(out, "| | Check | |\n|---|---|---|\n");
	for (size_t i = 0; i < diagnosis->count; i++) {
		const struct check *check = &diagnosis->list[i];

		buf_addf(out, "| %s | ", marks[check->finding]);
		markdown_text(out, buf_str(&check->what));
		buf_adds(out, " | ");
		markdown_text(out, buf_str(&check->sentence));
		buf_adds(out, " |\n");
	}
	buf_adds(out, "\n");
}

void diagnosis_release(struct diagnosis *diagnosis)
{
	for (size_t i = 0; i < diagnosis->count; i++) {
		buf_release(&diagnosis->list[i].what);
		buf_release(&diagnosis->list[i].sentence);
	}
	free(diagnosis->list);
	*diagnosis = (struct diagnosis){0};
}
