/* Build tool: files of the tree become one C file of arrays (base/embedded.h). */
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

/* Writes the bytes of the file as a C string, which compilers read fastest. */
static void put_file(struct entry *e, int index)
{
	FILE *in = fopen(e->path, "rb");
	int c, col = 0;

	if (!in)
		fail("cannot read", e->path);
	printf("static const unsigned char file_%d[] =\n\"", index);
	while ((c = getc(in)) != EOF) {
		e->size++;
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
	if (ferror(in))
		fail("cannot read", e->path);
	(void)fclose(in); /* it was only read */
	fputs("\";\n", stdout);
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
