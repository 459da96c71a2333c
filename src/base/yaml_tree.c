/* SPDX-License-Identifier: MIT */
#include "base/yaml_tree.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

int yaml_parse(struct yaml *yaml, const char *text, size_t len, struct err *err)
{
	yaml_parser_t parser;
	yaml_document_t *document;

	if (len > YAML_TEXT_MAX)
		return err_set(err, REASON_BAD_RESPONSE, "larger than %d KiB",
			       YAML_TEXT_MAX / 1024);
	if (!yaml_parser_initialize(&parser))
		mem_exhausted();
	document = xrealloc(NULL, sizeof(*document));
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
	if (!yaml_parser_load(&parser, document)) {
		bool memory = parser.error == YAML_MEMORY_ERROR;

		if (!memory)
			err_set(err, REASON_BAD_RESPONSE, "%.200s in line %zu",
				parser.problem ? parser.problem : "not YAML",
				parser.problem_mark.line + 1);
		yaml_parser_delete(&parser);
		free(document);
		if (memory)
			mem_exhausted();
		return -1;
	}
	yaml_parser_delete(&parser);
	yaml->document = document;
	return 0;
}

void yaml_release(struct yaml *yaml)
{
	if (!yaml->document)
		return;
	yaml_document_delete(yaml->document);
	free(yaml->document);
	yaml->document = NULL;
}

static const yaml_node_t *find_node(struct yaml_node node)
{
	if (!node.yaml || !node.yaml->document || node.id < 1)
		return NULL;
	return yaml_document_get_node(node.yaml->document, node.id);
}

/* The node, if it is of that type. */
static const yaml_node_t *find_type(struct yaml_node node, yaml_node_type_t type)
{
	const yaml_node_t *found = find_node(node);

	return found && found->type == type ? found : NULL;
}

struct yaml_node yaml_root(const struct yaml *yaml)
{
	return (struct yaml_node){yaml, 1};
}

bool yaml_has(struct yaml_node node)
{
	return find_node(node) != NULL;
}

bool yaml_is_mapping(struct yaml_node node)
{
	return find_type(node, YAML_MAPPING_NODE) != NULL;
}

bool yaml_is_list(struct yaml_node node)
{
	return find_type(node, YAML_SEQUENCE_NODE) != NULL;
}

const char *yaml_text(struct yaml_node node)
{
	const yaml_node_t *found = find_type(node, YAML_SCALAR_NODE);

	return found ? (const char *)found->data.scalar.value : "";
}

size_t yaml_length(struct yaml_node node)
{
	const yaml_node_t *found = find_node(node);
	size_t count = 0;

	if (found && found->type == YAML_SEQUENCE_NODE)
		count = (size_t)(found->data.sequence.items.top -
				 found->data.sequence.items.start);
	else if (found && found->type == YAML_MAPPING_NODE)
		count = (size_t)(found->data.mapping.pairs.top -
				 found->data.mapping.pairs.start);
	return count < YAML_MEMBERS_MAX ? count : YAML_MEMBERS_MAX;
}

struct yaml_node yaml_at(struct yaml_node node, size_t place)
{
	const yaml_node_t *found = find_node(node);

	if (place >= yaml_length(node))
		return (struct yaml_node){0};
	return (struct yaml_node){node.yaml,
				  found->type == YAML_SEQUENCE_NODE
					  ? found->data.sequence.items.start[place]
					  : found->data.mapping.pairs.start[place].value};
}

const char *yaml_name_at(struct yaml_node node, size_t place)
{
	const yaml_node_t *found = find_type(node, YAML_MAPPING_NODE);

	if (!found || place >= yaml_length(node))
		return "";
	return yaml_text(
		(struct yaml_node){node.yaml, found->data.mapping.pairs.start[place].key});
}

struct yaml_node yaml_get(struct yaml_node node, const char *name)
{
	size_t count = yaml_is_mapping(node) ? yaml_length(node) : 0;

	for (size_t i = 0; i < count; i++) {
		if (strcmp(yaml_name_at(node, i), name) == 0)
			return yaml_at(node, i);
	}
	return (struct yaml_node){0};
}
