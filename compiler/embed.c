/* Build tool: files of the tree become one C file of arrays (base/embedded.h);
 * scripts lose what is for their authors alone. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One file: "NAME=PATH" on the command line. */
struct entry {
	char *name, *path;
	size_t size;
};

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->name,
		      ((const struct entry *)b)->name);
}

_Noreturn static void fail(const char *what, const char *path)
{
	fprintf(stderr, "embed: %s: ", what);
	perror(path);
	exit(1);
}

/* The bytes of the file, whose number is put into *N. */
static char *read_file(const char *path, size_t *n)
{
	FILE *in = fopen(path, "rb");
	size_t room = 1 << 16, got;
	char *p = malloc(room);

	if (!in || !p)
		fail("cannot read", path);
	*n = 0;
	while ((got = fread(p + *n, 1, room - *n, in)) > 0) {
		*n += got;
		if (*n == room && !(p = realloc(p, room *= 2)))
			fail("cannot read", path);
	}
	if (ferror(in))
		fail("cannot read", path);
	(void)fclose(in); /* it was only read */
	return p;
}

/* Learners load scripts without indents and without lines that only explain:
 * both are gone from the N bytes at P, of which the rest is returned. A string
 * of several lines would suffer; no script has one. */
static size_t strip(char *p, size_t n, const char *path)
{
	size_t out = 0;

	if (memchr(p, '`', n))
		fail("a script with a template", path);
	for (size_t i = 0, end; i < n; i = end) {
		while (i < n && p[i] == '\t')
			i++;
		for (end = i; end < n && p[end++] != '\n';)
			;
		if (end - i >= 2 && memcmp(p + i, "//", 2) == 0)
			continue;
		memmove(p + out, p + i, end - i);
		out += end - i;
	}
	return out;
}

static bool is_script(const char *path)
{
	size_t n = strlen(path);

	return n > 3 && strcmp(path + n - 3, ".js") == 0;
}

/* Writes the bytes of the file as a C string, which compilers read fastest. */
static void put_file(struct entry *e, int index)
{
	char *p = read_file(e->path, &e->size);
	int col = 0;

	if (is_script(e->path))
		e->size = strip(p, e->size, e->path);
	printf("static const unsigned char file_%d[] =\n\"", index);
	for (size_t i = 0; i < e->size; i++) {
		unsigned char c = (unsigned char)p[i];

		if (c == '\n')
			fputs("\\n", stdout);
		else if (c == '"' || c == '\\' || c == '?')
			printf("\\%c", c);
		else if (c >= 0x20 && c < 0x7F)
			putchar(c);
		else
			printf("\\%03o", c);
		if (c == '\n' || ++col > 100) {
			fputs("\"\n\"", stdout);
			col = 0;
		}
	}
	fputs("\";\n", stdout);
	free(p);
}

int main(int argc, char **argv)
{
	int n = argc - 1;
	struct entry *files = calloc((size_t)n + 1, sizeof *files);

	if (!files)
		return 1;
	for (int i = 0; i < n; i++) {
		char *eq = strchr(argv[i + 1], '=');

		if (!eq)
			fail("no name and '='", argv[i + 1]);
		*eq = 0;
		files[i] = (struct entry){argv[i + 1], eq + 1, 0};
	}
	qsort(files, (size_t)n, sizeof *files, by_name);
	printf("/* Made by compiler/embed.c. */\n"
	       "#include \"base/embedded.h\"\n\n#include <string.h>\n\n");
	for (int i = 0; i < n; i++)
		put_file(&files[i], i);
	printf("const struct embedded embedded_files[] = {\n");
	for (int i = 0; i < n; i++)
		printf("\t{\"%s\", file_%d, %zu},\n", files[i].name, i,
		       files[i].size);
	printf("};\nconst size_t embedded_count = %d;\n\n", n);
	printf("const struct embedded *embedded_find(const char *path)\n{\n"
	       "\tfor (size_t i = 0; i < embedded_count; i++)\n"
	       "\t\tif (strcmp(embedded_files[i].path, path) == 0)\n"
	       "\t\t\treturn &embedded_files[i];\n\treturn NULL;\n}\n");
	free(files);
	return fflush(stdout) || ferror(stdout);
}
