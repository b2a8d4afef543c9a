package dev.quire.counterexamples.picture;

/**
 * Text of one SVG document: shapes with presentation attributes only, so that it may stand inside
 * an HTML page without its styles reaching out or the page's reaching in.
 */
final class Svg {
    static final int TEXT = 13;
    static final int SMALL = 10;

    private final StringBuilder shapes = new StringBuilder();

    void rect(int x, int y, int width, int height, String fill, String stroke, int strokeWidth) {
        shapes.append("<rect x=\"").append(x).append("\" y=\"").append(y);
        shapes.append("\" width=\"").append(width).append("\" height=\"").append(height);
        shapes.append("\" fill=\"").append(fill).append("\" stroke=\"").append(stroke);
        shapes.append("\" stroke-width=\"").append(strokeWidth).append("\"/>\n");
    }

    void circle(int x, int y, int radius, String fill) {
        shapes.append("<circle cx=\"").append(x).append("\" cy=\"").append(y);
        shapes.append("\" r=\"").append(radius).append("\" fill=\"").append(fill);
        shapes.append("\"/>\n");
    }

    /** A line of text that starts at x. */
    void text(int x, int y, int size, String fill, String text) {
        write(x, y, size, fill, "start", text);
    }

    /** A line of text with its middle at x. */
    void centred(int x, int y, int size, String fill, String text) {
        write(x, y, size, fill, "middle", text);
    }

    private void write(int x, int y, int size, String fill, String anchor, String text) {
        shapes.append("<text x=\"").append(x).append("\" y=\"").append(y);
        shapes.append("\" font-size=\"").append(size).append("\" fill=\"").append(fill);
        shapes.append("\" text-anchor=\"").append(anchor).append("\" xml:space=\"preserve\">");
        shapes.append(escaped(text)).append("</text>\n");
    }

    /** The whole document on a white ground. */
    String document(int width, int height, String title) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""
                + width
                + "\" height=\""
                + height
                + "\" viewBox=\"0 0 "
                + width
                + " "
                + height
                + "\" font-family=\"monospace\" role=\"img\">\n<title>"
                + escaped(title)
                + "</title>\n<rect x=\"0\" y=\"0\" width=\""
                + width
                + "\" height=\""
                + height
                + "\" fill=\"#ffffff\"/>\n"
                + shapes
                + "</svg>\n";
    }

    /** Text as XML allows it; a character that XML has no place for becomes a question mark. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints()
                .forEach(
                        point -> {
                            switch (point) {
                                case '&' -> escaped.append("&amp;");
                                case '<' -> escaped.append("&lt;");
                                case '>' -> escaped.append("&gt;");
                                case '"' -> escaped.append("&quot;");
                                default -> escaped.appendCodePoint(allowed(point) ? point : '?');
                            }
                        });
        return escaped.toString();
    }

    private static boolean allowed(int point) {
        boolean surrogate = point >= 0xd800 && point <= 0xdfff;
        return point >= ' ' && !surrogate && point != 0xfffe && point != 0xffff;
    }
}
