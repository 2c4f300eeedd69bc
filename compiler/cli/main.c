/* examc: parses the command line and runs one command. */
#include <locale.h>

#include "base/progress.h"
#include "cli/options.h"

int main(int argc, char **argv)
{
	struct options o;

	setlocale(LC_ALL, "C"); /* output is the same in every locale */
	options_parse(&o, argc, argv);
	progress_start();
	return o.command->run(&o);
}
