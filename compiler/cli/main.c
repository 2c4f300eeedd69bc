/* examc: parses the command line and runs one command. */
#include <locale.h>

#include "base/err.h"
#include "cli/options.h"

int main(int argc, char **argv)
{
	struct options o;

	setlocale(LC_ALL, "C"); /* output is the same in every locale */
	options_parse(&o, argc, argv);
	return o.command->run(&o);
}
