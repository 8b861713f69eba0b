"""The checking client: every page that a test receives is read as a strict reader would, whatever the test is about."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import html5lib
from flask.testing import FlaskClient
from lxml import etree
from werkzeug.test import TestResponse

from tests.support import typography

Element = Any  # lxml's own types do not say that an attribute is a text
UNREAD = {"script", "style", "code", "kbd", "samp", "pre", "textarea", "template"}
UNLABELLED = {"hidden", "submit", "button", "image", "reset"}
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "list", "form")
TITLE_PREFIX = re.compile(r"^(Erreur\s:\s|\([^)]*\)\s)+")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}


class CheckingClient(FlaskClient):
    """A Flask client that commits the test's session before each request and checks every page it gets."""

    before_request: Callable[[], None] | None = None

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if self.before_request:
            self.before_request()
        kwargs.setdefault("buffered", True)  # a file that is sent is closed, whether the test reads it or not
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.data and response.status_code not in range(300, 400):
            check(response)
        return response

    def page(self, address: str, status: int = 200, **options: Any) -> Element:
        """The parsed page at this address."""
        response = self.get(address, **options)
        assert response.status_code == status, f"{address} answered {response.status_code}"
        return parse(response.text)

    def fragment(self, address: str, status: int = 200, **options: Any) -> str:
        """What HTMX would get from this address, as text."""
        response = self.get(address, headers={"HX-Request": "true", **options.pop("headers", {})}, **options)
        assert response.status_code == status, f"{address} answered {response.status_code}"
        return response.text


def check(response: TestResponse) -> None:
    """AssertionError with all that is wrong with this answer."""
    whole = "<html" in response.text[:500]
    tree = parse(response.text) if whole else parse_fragment(response.text)
    complaints = [*header_faults(response), *(page_faults(tree) if whole else []), *content_faults(tree, whole=whole)]
    assert not complaints, f"{response.request.path}:\n" + "\n".join(f"- {complaint}" for complaint in complaints)


def parse(text: str) -> Element:
    """A whole page as a tree for `.cssselect()` and `.xpath()`; AssertionError when it is not well-formed HTML 5."""
    return _parse(text, "parse")


def parse_fragment(text: str) -> Element:
    """A fragment as the children of one `<body>`."""
    body = etree.Element("body")
    kind = "tbody" if re.match(r"\s*(<!--.*?-->\s*)*<tr", text, re.S) else "div"
    for node in _parse(text, "parseFragment", container=kind):
        if isinstance(node, str):
            body.text = (body.text or "") + node
        else:
            body.append(node)
    return body


def _parse(text: str, method: str, **options: Any) -> Any:
    builder = html5lib.getTreeBuilder("lxml")
    parser = html5lib.HTMLParser(tree=builder, namespaceHTMLElements=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # names such as hx-on:… that XML would not take
        tree = getattr(parser, method)(text, **options)
    errors = [f"line {line}: {code} {facts}" for (line, _), code, facts in parser.errors]
    assert not errors, "not well-formed HTML: " + "; ".join(errors[:5])
    return tree.getroot() if method == "parse" else tree


def words(element: Element) -> str:
    """The text of an element with each run of spaces as one."""
    return " ".join("".join(element.itertext()).split(" \n\t")).strip() if element is not None else ""


def plain(element: Element) -> str:
    """The text of an element for comparisons: every kind of space is one ordinary space."""
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def header_faults(response: TestResponse) -> Iterator[str]:
    policy = response.headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy:
        yield f"weak or absent Content-Security-Policy: {policy!r}"
    for name, value in HEADERS.items():
        if response.headers.get(name) != value:
            yield f"{name} is {response.headers.get(name)!r} instead of {value!r}"
    if "HX-Request" not in response.headers.get("Vary", ""):
        yield "Vary does not name HX-Request: a cache could give a fragment for a page"
    if "Cache-Control" not in response.headers:
        yield "no Cache-Control"
    if response.mimetype_params.get("charset") != "utf-8":
        yield "no charset"


def page_faults(tree: Element) -> Iterator[str]:
    if tree.get("lang") != "fr":
        yield "the page does not say lang=fr"
    headings, titles = tree.findall(".//h1"), tree.findall("head/title")
    if len(headings) != 1 or len(titles) != 1:
        yield f"{len(headings)} h1 and {len(titles)} titles instead of one of each"
    elif not TITLE_PREFIX.sub("", plain(titles[0])).startswith(plain(headings[0])):
        yield f"the title {plain(titles[0])!r} does not start with the h1 {plain(headings[0])!r}"
    if tree.find(".//main") is None:
        yield "no main"
    levels = [int(heading.tag[1]) for heading in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    for above, below in zip(levels, levels[1:], strict=False):
        if below > above + 1:
            yield f"h{below} directly under h{above}"


def content_faults(tree: Element, *, whole: bool) -> Iterator[str]:
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    ids = Counter(element.get("id") for element in elements if element.get("id"))
    yield from (f"the id {name!r} stands {times} times" for name, times in ids.items() if times > 1)
    for element in elements:
        yield from inline_faults(element)
        yield from form_faults(element, tree)
        if whole:
            yield from reference_faults(element, set(ids))
    yield from text_faults(tree)


def inline_faults(element: Element) -> Iterator[str]:
    """What the Content-Security-Policy would block, and what a person could not use."""
    if element.tag == "style" or (element.tag == "script" and not element.get("src") and not is_data(element)):
        yield f"inline <{element.tag}>"
    for name, value in element.attrib.items():
        if name == "style" or name.startswith(("on", "hx-on")):
            yield f"inline {name} on <{element.tag}>"
        if name in ("src", "href", "action") and re.match(r"\s*javascript:", value, re.I):
            yield f"script in {name} of <{element.tag}>"
        if name == "src" and re.match(r"(https?:)?//", value):
            yield f"{element.tag} from elsewhere: {value}"
    if element.tag == "a" and (not element.get("href") or not (plain(element) or element.get("aria-label"))):
        yield f"a link without address or text: {etree.tostring(element)[:80]!r}"
    if element.tag == "img" and element.get("alt") is None:
        yield f"a picture without alt: {element.get('src')}"


def is_data(script: Element) -> bool:
    return script.get("type") in ("application/ld+json", "application/json")


def form_faults(element: Element, tree: Element) -> Iterator[str]:
    if element.tag == "form":
        if not element.get("action"):
            yield "a form without action"
        token = element.xpath(".//input[@name='csrf_token']")
        if element.get("method", "get").lower() == "post" and not token:
            yield f"a POST form without its token: {element.get('action')}"
    if element.tag in ("input", "select", "textarea") and element.get("type") not in UNLABELLED:
        name = element.get("id")
        labelled = element.get("aria-label") or element.get("aria-labelledby") or element.xpath("ancestor::label")
        if not labelled and not (name and tree.xpath(".//label[@for=$name]", name=name)):
            yield f"a field without label: {element.get('name')}"
    if element.tag == "button" and not (plain(element) or element.get("aria-label")):
        yield "a button without text"


def reference_faults(element: Element, ids: set[str | None]) -> Iterator[str]:
    for name in REFERENCES:
        for target in element.get(name, "").split():
            if target not in ids:
                yield f"{name}={target!r} on <{element.tag}> points to nothing"
    for name in ("href", "hx-target", "hx-include"):
        value = element.get(name, "")
        if value.startswith("#") and value[1:] not in ids:
            yield f"{name}={value!r} points to nothing"


def text_faults(tree: Element) -> Iterator[str]:
    """French typography, but in code, other languages and what `data-verbatim` marks as someone else's words."""
    for text in tree.xpath(".//text()"):
        holder = text.getparent() if text.is_text else text.getparent().getparent()
        if holder is not None and text.strip() and not is_exempt(holder):
            yield from typography.faults(str(text))


def is_exempt(element: Element) -> bool:
    lineage = [element, *element.iterancestors()]
    if any(part.tag in UNREAD or not isinstance(part.tag, str) for part in lineage):
        return True
    return any(part.get("data-verbatim") is not None or part.get("lang", "fr") != "fr" for part in lineage)
