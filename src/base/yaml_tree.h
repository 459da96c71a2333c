/* SPDX-License-Identifier: MIT */
/*
 * YAML as a tree, by libyaml, which no other file knows. For workflow files of other repositories: text
 * that anybody may have written.
 *
 * Scalars are text, whatever they look like: `on` is no boolean. An alias is the node that it names,
 * not a copy, so that a tree may be its own child: a reader goes a fixed number of levels down.
 */
#ifndef YAML_TREE_H
#define YAML_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum {
	YAML_TEXT_MAX = 256 * 1024, /* bytes of a text */
	YAML_MEMBERS_MAX = 1000     /* of a list or a mapping that are looked at */
};

/* Opaque; zeroed: no document. */
struct yaml {
	void *document;
};

/* A place in a document, borrowed; zeroed: there is nothing. */
struct yaml_node {
	const struct yaml *yaml;
	int id;
};

/*
 * Parses the first document of `len` bytes into a zeroed `yaml`; a text without one is nothing. -1
 * (bad_response) says what is wrong, and in which line.
 */
int yaml_parse(struct yaml *yaml, const char *text, size_t len, struct err *err) MUST_CHECK;

/* Frees it; accepts a zeroed one. */
void yaml_release(struct yaml *yaml);

struct yaml_node yaml_root(const struct yaml *yaml);

/* True where there is a node, of whatever kind. */
bool yaml_has(struct yaml_node node);

/* True for `key: {}` as well as for its block. */
bool yaml_is_mapping(struct yaml_node node);
bool yaml_is_list(struct yaml_node node);

/* A scalar's text, "" for all else; one that holds NUL ends there. */
const char *yaml_text(struct yaml_node node);

/* The value of a mapping's first member of that name; nothing where there is none. */
struct yaml_node yaml_get(struct yaml_node node, const char *name);

/* How many members a list or a mapping has, at most YAML_MEMBERS_MAX; 0 for all else. */
size_t yaml_length(struct yaml_node node);

/* The member at `place`: of a list its value, of a mapping its value too. */
struct yaml_node yaml_at(struct yaml_node node, size_t place);

/* The name of the mapping's member at `place`; "" where it has none that is a text. */
const char *yaml_name_at(struct yaml_node node, size_t place);

#endif
