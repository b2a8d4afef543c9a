package dev.quire.reports.publish;

import java.util.regex.Pattern;

/** What a browser shows of one test, taken from the elements of the page. */
final class ShownResult {
    private static final String CONTENT_BEGIN = "<div id=\"content\">";
    private static final String CONTENT_END = "<div id=\"popup\">";
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0]+");

    /** A call in the kernel's spelling with its first argument: {@code wrprotect_ptes mm=1}. */
    private static final Pattern OPERATION = Pattern.compile("[a-z0-9]+(?:_[a-z0-9]+)+ [a-z]+=");

    private final String html;
    private final String text;

    /** Leaves out the scripts around the content, which hold all data of the report. */
    ShownResult(String page) {
        int begin = page.indexOf(CONTENT_BEGIN);
        int end = page.indexOf(CONTENT_END);
        if (begin < 0 || end < begin) {
            throw new AssertionError("page must have a content: length=" + page.length());
        }
        html = page.substring(begin, end);
        text =
                oneSpaced(
                        TAG.matcher(html.replace("<br>", "\n"))
                                .replaceAll("")
                                .replace("&nbsp;", " ")
                                .replace("&lt;", "<")
                                .replace("&gt;", ">")
                                .replace("&quot;", "\"")
                                .replace("&amp;", "&"));
    }

    /** The text as one line, as a reader takes it in. */
    static String oneSpaced(String text) {
        return SPACES.matcher(text).replaceAll(" ").strip();
    }

    String text() {
        return text;
    }

    boolean showsOperations() {
        return OPERATION.matcher(text).find();
    }

    boolean showsPicture() {
        int description = html.indexOf("description__text");
        return description >= 0 && html.indexOf("<svg", description) >= 0;
    }

    boolean showsParameter(String name, String value) {
        return text.contains(oneSpaced(name + ": " + value));
    }
}
