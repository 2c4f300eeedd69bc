/* QR codes as pictures. */
#ifndef EMIT_QR_H
#define EMIT_QR_H

#include <stdbool.h>

#include "base/markup.h"

/*
 * Writes TEXT (UTF-8, at most some hundred bytes) as a QR code (ISO/IEC 18004,
 * level M) in an <svg class="qr"> with a quiet zone of four modules; LABEL is
 * its alternative text. A text that is too long ends the run.
 */
void qr_write(struct markup *m, const char *text, const char *label);

/* Was this program built with libqrencode? Without it qr_write() ends the run. */
bool qr_is_there(void);

#endif
