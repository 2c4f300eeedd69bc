/* Walks over what the dynamic linker has loaded. */
#include "base/build_id.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <string.h>

#include "base/stamp.h"

enum { ALIGN = 4, GNU_BUILD_ID = 3 };

static size_t padded(size_t n)
{
	return (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
}

/* Adds the build id among the notes of N bytes at P; false: there is none. */
static bool add_id(struct hasher *h, const char *p, size_t n)
{
	const char *end = p + n;
	ElfW(Nhdr) note;

	while ((size_t)(end - p) >= sizeof note) {
		memcpy(&note, p, sizeof note);
		p += sizeof note;
		if (note.n_type == GNU_BUILD_ID && note.n_namesz == 4 &&
		    memcmp(p, "GNU", 4) == 0) {
			hash_add(h, p + 4, note.n_descsz);
			return true;
		}
		p += padded(note.n_namesz) + padded(note.n_descsz);
	}
	return false;
}

static int add_object(struct dl_phdr_info *info, size_t size, void *h)
{
	bool found = false;

	(void)size;
	for (int i = 0; i < info->dlpi_phnum && !found; i++) {
		const ElfW(Phdr) *p = &info->dlpi_phdr[i];
		/* The loader counts addresses as numbers.
		 * NOLINTNEXTLINE(performance-no-int-to-ptr) */
		const char *at = (const char *)(info->dlpi_addr + p->p_vaddr);

		if (p->p_type == PT_NOTE)
			found = add_id(h, at, p->p_memsz);
	}
	if (!found) {
		const char *name = *info->dlpi_name ? info->dlpi_name
						    : "/proc/self/exe";
		struct stamp s = stamp_of(AT_FDCWD, name);

		hash_add(h, name, strlen(name) + 1);
		hash_add(h, &s, sizeof s);
	}
	return 0;
}

void build_ids(struct hasher *h)
{
	dl_iterate_phdr(add_object, h);
}
