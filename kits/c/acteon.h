/* The kit for plugins in C: one file, to be copied or included, in one source file of the plugin.
 *
 *   #include "acteon.h"
 *
 *   static acteon_verdict decide(const acteon_action *action) { ... }
 *   ACTEON_EXPORT(evaluate, decide)
 *
 * C has no package registry to take a JSON library from, so this file reads what it needs itself:
 * strictly, with bounded nesting, into memory that the instance never frees (it serves one call).
 * What a plugin prints to standard error is shown to its author and kept in the log of a failed
 * call.
 */
#ifndef ACTEON_H
#define ACTEON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Deepest nesting of the action that is read. */
#define ACTEON_MAX_DEPTH 128

typedef enum {
  ACTEON_NULL,
  ACTEON_BOOL,
  ACTEON_NUMBER,
  ACTEON_TEXT,
  ACTEON_LIST,
  ACTEON_OBJECT
} acteon_type;

/* A value of JSON. */
typedef struct acteon_value {
  acteon_type type;
  bool boolean;
  double number;
  /* UTF-8 with a zero after it; it may hold zeros itself. */
  const char *text;
  size_t length;
  /* Of an object's field: its name. */
  const char *name;
  size_t name_length;
  /* Of a list or an object: the first of its values. */
  struct acteon_value *first;
  /* The next value in the same list or object. */
  struct acteon_value *next;
} acteon_value;

/* What the plugin is asked about. Nothing is NULL. */
typedef struct {
  const char *namespace_name;
  const char *tenant;
  const char *provider;
  const char *action_type;
  /* An object: what the action is about. */
  const acteon_value *payload;
  /* An object: the action's labels. */
  const acteon_value *metadata;
} acteon_action;

/* What a plugin answers. */
typedef struct {
  /* Whether the condition holds: then the rule that asked fires. */
  bool verdict;
  /* Why, in one line for people, or NULL. */
  const char *message;
  /* An object of JSON in UTF-8, for programs, or NULL. */
  const char *metadata;
} acteon_verdict;

/* The field of an object, or NULL. Of two with the same name the last counts. */
static inline const acteon_value *acteon_field(const acteon_value *object, const char *name) {
  const acteon_value *found = NULL;
  size_t length = strlen(name);
  if (object == NULL || object->type != ACTEON_OBJECT) return NULL;
  for (const acteon_value *field = object->first; field != NULL; field = field->next)
    if (field->name_length == length && memcmp(field->name, name, length) == 0) found = field;
  return found;
}

/* Whether a value is exactly this text. */
static inline bool acteon_is(const acteon_value *value, const char *text) {
  return value != NULL && value->type == ACTEON_TEXT && value->length == strlen(text) &&
         memcmp(value->text, text, value->length) == 0;
}

/* --- reading ------------------------------------------------------------------------------- */

typedef struct {
  const unsigned char *at;
  const unsigned char *end;
  int depth;
} acteon_reader;

static void *acteon_room(size_t size) {
  void *room = calloc(1, size > 0 ? size : 1);
  if (room == NULL) {
    fputs("no memory is left\n", stderr);
    abort();
  }
  return room;
}

static void acteon_space(acteon_reader *in) {
  while (in->at < in->end &&
         (*in->at == ' ' || *in->at == '\t' || *in->at == '\n' || *in->at == '\r'))
    in->at++;
}

static bool acteon_take(acteon_reader *in, char wanted) {
  acteon_space(in);
  if (in->at >= in->end || *in->at != (unsigned char)wanted) return false;
  in->at++;
  return true;
}

static bool acteon_word(acteon_reader *in, const char *word) {
  size_t length = strlen(word);
  if ((size_t)(in->end - in->at) < length || memcmp(in->at, word, length) != 0) return false;
  in->at += length;
  return true;
}

static bool acteon_hex(acteon_reader *in, uint32_t *unit) {
  *unit = 0;
  if (in->end - in->at < 4) return false;
  for (int digit = 0; digit < 4; digit++) {
    unsigned char c = *in->at++;
    uint32_t value;
    if (c >= '0' && c <= '9') value = c - '0';
    else if (c >= 'a' && c <= 'f') value = c - 'a' + 10;
    else if (c >= 'A' && c <= 'F') value = c - 'A' + 10;
    else return false;
    *unit = *unit << 4 | value;
  }
  return true;
}

/* Appends a character as UTF-8. */
static char *acteon_utf8(char *to, uint32_t c) {
  if (c < 0x80) {
    *to++ = (char)c;
  } else if (c < 0x800) {
    *to++ = (char)(0xc0 | c >> 6);
    *to++ = (char)(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    *to++ = (char)(0xe0 | c >> 12);
    *to++ = (char)(0x80 | (c >> 6 & 0x3f));
    *to++ = (char)(0x80 | (c & 0x3f));
  } else {
    *to++ = (char)(0xf0 | c >> 18);
    *to++ = (char)(0x80 | (c >> 12 & 0x3f));
    *to++ = (char)(0x80 | (c >> 6 & 0x3f));
    *to++ = (char)(0x80 | (c & 0x3f));
  }
  return to;
}

/* An escape, the backslash behind it. A lone surrogate becomes U+FFFD. */
static bool acteon_escape(acteon_reader *in, char **to) {
  static const char from[] = "\"\\/bfnrt", into[] = "\"\\/\b\f\n\r\t";
  uint32_t unit, low;
  if (in->at >= in->end) return false;
  unsigned char c = *in->at++;
  const char *known = c != 0 ? strchr(from, c) : NULL;
  if (known != NULL) {
    *(*to)++ = into[known - from];
    return true;
  }
  if (c != 'u' || !acteon_hex(in, &unit)) return false;
  if (unit >= 0xd800 && unit < 0xdc00) {
    acteon_reader before = *in;
    if (acteon_word(in, "\\u") && acteon_hex(in, &low) && low >= 0xdc00 && low < 0xe000) {
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    } else {
      *in = before;
      unit = 0xfffd;
    }
  } else if (unit >= 0xdc00 && unit < 0xe000) {
    unit = 0xfffd;
  }
  *to = acteon_utf8(*to, unit);
  return true;
}

static bool acteon_string(acteon_reader *in, const char **text, size_t *length) {
  if (!acteon_take(in, '"')) return false;
  const unsigned char *end = in->at;
  while (end < in->end && *end != '"') end += *end == '\\' ? 2 : 1;
  if (end >= in->end) return false;
  /* What is escaped only gets shorter; a lone surrogate has six bytes and becomes three. */
  char *start = acteon_room((size_t)(end - in->at) + 1), *to = start;
  while (*in->at != '"') {
    unsigned char c = *in->at++;
    if (c < 0x20 || (c == '\\' && !acteon_escape(in, &to))) return false;
    if (c != '\\') *to++ = (char)c;
    if (in->at > end) return false;
  }
  in->at++;
  *text = start;
  *length = (size_t)(to - start);
  return true;
}

static bool acteon_digits(acteon_reader *in) {
  const unsigned char *start = in->at;
  while (in->at < in->end && *in->at >= '0' && *in->at <= '9') in->at++;
  return in->at > start;
}

static bool acteon_number(acteon_reader *in, double *number) {
  const unsigned char *start = in->at;
  if (in->at < in->end && *in->at == '-') in->at++;
  if (in->at < in->end && *in->at == '0') in->at++;
  else if (!acteon_digits(in)) return false;
  if (in->at < in->end && *in->at == '.') {
    in->at++;
    if (!acteon_digits(in)) return false;
  }
  if (in->at < in->end && (*in->at == 'e' || *in->at == 'E')) {
    in->at++;
    if (in->at < in->end && (*in->at == '+' || *in->at == '-')) in->at++;
    if (!acteon_digits(in)) return false;
  }
  size_t length = (size_t)(in->at - start);
  char *copy = acteon_room(length + 1);
  memcpy(copy, start, length);
  *number = strtod(copy, NULL);
  return true;
}

static bool acteon_read(acteon_reader *in, acteon_value *value);

static bool acteon_many(acteon_reader *in, acteon_value *whole, char end) {
  acteon_value **next = &whole->first;
  if (++in->depth > ACTEON_MAX_DEPTH) return false;
  in->at++;
  if (acteon_take(in, end)) return in->depth--, true;
  do {
    acteon_value *part = acteon_room(sizeof *part);
    if (whole->type == ACTEON_OBJECT &&
        (!acteon_string(in, &part->name, &part->name_length) || !acteon_take(in, ':')))
      return false;
    if (!acteon_read(in, part)) return false;
    *next = part;
    next = &part->next;
  } while (acteon_take(in, ','));
  in->depth--;
  return acteon_take(in, end);
}

static bool acteon_read(acteon_reader *in, acteon_value *value) {
  acteon_space(in);
  if (in->at >= in->end) return false;
  switch (*in->at) {
    case '{': value->type = ACTEON_OBJECT; return acteon_many(in, value, '}');
    case '[': value->type = ACTEON_LIST; return acteon_many(in, value, ']');
    case '"': value->type = ACTEON_TEXT; return acteon_string(in, &value->text, &value->length);
    case 'n': value->type = ACTEON_NULL; return acteon_word(in, "null");
    case 't': value->type = ACTEON_BOOL; value->boolean = true; return acteon_word(in, "true");
    case 'f': value->type = ACTEON_BOOL; return acteon_word(in, "false");
    default: value->type = ACTEON_NUMBER; return acteon_number(in, &value->number);
  }
}

static const char *acteon_text_of(const acteon_value *object, const char *name) {
  const acteon_value *value = acteon_field(object, name);
  return value != NULL && value->type == ACTEON_TEXT ? value->text : "";
}

static const acteon_value *acteon_object_of(const acteon_value *object, const char *name) {
  static const acteon_value empty = {.type = ACTEON_OBJECT};
  const acteon_value *value = acteon_field(object, name);
  return value != NULL && value->type == ACTEON_OBJECT ? value : &empty;
}

/* --- writing ------------------------------------------------------------------------------- */

/* Appends text as a string of JSON; `to` has six bytes of room for each byte of it. */
static char *acteon_quote(char *to, const char *text) {
  static const char digits[] = "0123456789abcdef";
  *to++ = '"';
  for (const unsigned char *at = (const unsigned char *)text; *at != 0; at++) {
    if (*at == '"' || *at == '\\') {
      *to++ = '\\';
      *to++ = (char)*at;
    } else if (*at < 0x20) {
      memcpy(to, "\\u00", 4);
      to[4] = digits[*at >> 4];
      to[5] = digits[*at & 15];
      to += 6;
    } else {
      *to++ = (char)*at;
    }
  }
  *to++ = '"';
  return to;
}

static char *acteon_append(char *to, const char *text) {
  size_t length = strlen(text);
  memcpy(to, text, length);
  return to + length;
}

static uint64_t acteon_write(acteon_verdict verdict) {
  size_t message = verdict.message != NULL ? strlen(verdict.message) : 0;
  size_t metadata = verdict.metadata != NULL ? strlen(verdict.metadata) : 0;
  char *output = acteon_room(64 + message * 6 + metadata), *to = output;
  to = acteon_append(to, verdict.verdict ? "{\"verdict\":true" : "{\"verdict\":false");
  if (verdict.message != NULL)
    to = acteon_quote(acteon_append(to, ",\"message\":"), verdict.message);
  if (verdict.metadata != NULL)
    to = acteon_append(acteon_append(to, ",\"metadata\":"), verdict.metadata);
  to = acteon_append(to, "}");
  return (uint64_t)(uint32_t)(uintptr_t)output << 32 | (uint64_t)(to - output);
}

/* Reads the action, decides, and packs the verdict: pointer in the upper half, length in the lower
 * one. Input that is no action has no verdict: the call fails, and says why. */
static uint64_t acteon_answer(const char *input, uint32_t length,
                              acteon_verdict (*decide)(const acteon_action *)) {
  acteon_reader in = {(const unsigned char *)input, (const unsigned char *)input + length, 0};
  acteon_value whole = {0};
  bool read = acteon_read(&in, &whole);
  acteon_space(&in);
  if (!read || in.at != in.end || whole.type != ACTEON_OBJECT) {
    fprintf(stderr, "the input is not an action: wrong at byte %ld\n",
            (long)(in.at - (const unsigned char *)input));
    return 0;
  }
  acteon_action action = {
      acteon_text_of(&whole, "namespace"),  acteon_text_of(&whole, "tenant"),
      acteon_text_of(&whole, "provider"),   acteon_text_of(&whole, "action_type"),
      acteon_object_of(&whole, "payload"),  acteon_object_of(&whole, "metadata"),
  };
  return acteon_write(decide(&action));
}

#ifdef __wasm__
/* Makes room for the input. An instance serves one call, so nothing is ever freed. */
__attribute__((export_name("allocate"))) void *acteon_allocate(uint32_t size) {
  return malloc(size > 0 ? size : 1);
}

/* Exports a function that answers with what `decide` says. */
#define ACTEON_EXPORT(function, decide)                                                     \
  __attribute__((export_name(#function))) uint64_t acteon_export_##function(const char *in, \
                                                                            uint32_t length) { \
    return acteon_answer(in, length, decide);                                               \
  }
#else
#define ACTEON_EXPORT(function, decide)
#endif

#endif
