/* QR codes as pictures. */
#ifndef EMIT_QR_H
#define EMIT_QR_H

#include <stdbool.h>

#include "base/markup.h"

/*
 * Writes TEXT (UTF-8, at most some hundred bytes) as a QR code (ISO/IEC 18004,
 * level M) in an <svg class="qr"> within a picture: its upper left corner is at
 * X, Y, and SIDE has a quiet zone of four modules in it. A text that is too long
 * ends the run.
 */
void qr_write(struct markup *m, const char *text, double x, double y,
	      double side);

/* Was this program built with libqrencode? Without it qr_write() ends the run. */
bool qr_is_there(void);

#endif
