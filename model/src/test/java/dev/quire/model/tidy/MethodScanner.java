package dev.quire.model.tidy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the methods of a source by its braces.
 *
 * <p>Each open block knows what it is; what an opening brace starts follows from the block around
 * it and from the <em>header</em>, the code since the last statement or member ended there. A block
 * inside an expression (a lambda, an anonymous class, an array) is blanked when it closes and
 * leaves the header standing; one that ends a member or a statement starts a new header.
 */
final class MethodScanner {

    private enum Kind {
        FILE,
        TYPE,
        ENUM,
        METHOD,
        OTHER
    }

    private static final class Block {
        final Kind kind;
        final boolean inExpression;
        final int openAt;
        final int nameAt;
        int headerAt;
        int parentheses;
        boolean atConstants;

        Block(Kind kind, boolean inExpression, int openAt, int nameAt) {
            this.kind = kind;
            this.inExpression = inExpression;
            this.openAt = openAt;
            this.nameAt = nameAt;
            this.headerAt = openAt + 1;
            this.atConstants = kind == Kind.ENUM;
        }
    }

    private static final Pattern TYPE =
            Pattern.compile("\\b(?:(?:class|interface|(enum))\\s+\\w+|record\\s+\\w+\\s*[(<])");
    private static final Pattern CREATION = Pattern.compile("\\bnew\\s+[\\w.\\s@]+(<.*>)?\\s*$");
    private static final Pattern ANNOTATION = Pattern.compile("@\\s*[\\w.]+\\s*$");
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Pattern LAST_WORD = Pattern.compile("\\w+\\s*$");

    private final SourceText text;
    private final char[] code;
    private final Deque<Block> blocks = new ArrayDeque<>();
    private final List<Method> methods = new ArrayList<>();

    private MethodScanner(SourceText text) {
        this.text = text;
        this.code = text.code().toCharArray();
    }

    /** The methods of a source, in order of their closing braces. */
    static List<Method> methodsOf(SourceText text) {
        return new MethodScanner(text).scan();
    }

    private List<Method> scan() {
        blocks.push(new Block(Kind.FILE, false, -1, 0));
        for (int at = 0; at < code.length; at++) {
            Block block = blocks.peek();
            switch (code[at]) {
                case '(' -> block.parentheses++;
                case ')' -> block.parentheses--;
                case ';' -> endStatement(block, at);
                case ',' -> endConstant(block, at);
                case '{' -> blocks.push(open(block, at));
                case '}' -> close(at);
                default -> {}
            }
        }
        return methods;
    }

    private static void endStatement(Block block, int at) {
        if (block.parentheses == 0) {
            block.headerAt = at + 1;
            block.atConstants = false;
        }
    }

    private static void endConstant(Block block, int at) {
        if (block.parentheses == 0 && block.atConstants) {
            block.headerAt = at + 1;
        }
    }

    private Block open(Block parent, int at) {
        String header = new String(code, parent.headerAt, at - parent.headerAt);
        boolean inBody = parent.kind == Kind.METHOD || parent.kind == Kind.OTHER;
        Matcher type = TYPE.matcher(header);
        if (isCreation(header) || parent.atConstants && parent.parentheses == 0) {
            return new Block(Kind.TYPE, true, at, at);
        }
        if (parent.parentheses == 0 && type.find()) {
            return new Block(type.group(1) == null ? Kind.TYPE : Kind.ENUM, false, at, at);
        }
        if (inBody || parent.parentheses > 0 || assigns(header)) {
            return new Block(Kind.OTHER, true, at, at);
        }
        return new Block(Kind.METHOD, false, at, parent.headerAt + nameIn(header));
    }

    private void close(int at) {
        if (blocks.size() == 1) {
            return;
        }
        Block closed = blocks.pop();
        if (closed.kind == Kind.METHOD) {
            methods.add(
                    new Method(nameAt(closed.nameAt), text.lineAt(closed.nameAt), text.lineAt(at)));
        }
        if (closed.inExpression) {
            Arrays.fill(code, closed.openAt, at + 1, ' ');
        } else {
            blocks.peek().headerAt = at + 1;
        }
    }

    private String nameAt(int offset) {
        Matcher name = WORD.matcher(text.code()).region(offset, text.code().length());
        return name.lookingAt() ? name.group() : "initializer";
    }

    /** Whether the header ends in {@code new Name(...)}, so that the body is an anonymous class. */
    private static boolean isCreation(String header) {
        String trimmed = header.stripTrailing();
        if (!trimmed.endsWith(")")) {
            return false;
        }
        int depth = 0;
        for (int at = trimmed.length() - 1; at >= 0; at--) {
            depth += trimmed.charAt(at) == ')' ? 1 : trimmed.charAt(at) == '(' ? -1 : 0;
            if (depth == 0) {
                return CREATION.matcher(trimmed.substring(0, at)).find();
            }
        }
        return false;
    }

    private static boolean assigns(String header) {
        int depth = 0;
        for (char c : header.toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == '=' && depth == 0) {
                return true;
            }
        }
        return false;
    }

    /** The offset of the member's name: the word before its parentheses, else the last word. */
    private static int nameIn(String header) {
        int depth = 0;
        for (int at = 0; at < header.length(); at++) {
            char c = header.charAt(at);
            if (c == '(' && depth == 0 && !isAnnotation(header.substring(0, at))) {
                return lastWord(header.substring(0, at));
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return lastWord(header);
    }

    private static boolean isAnnotation(String beforeParenthesis) {
        return ANNOTATION.matcher(beforeParenthesis).find();
    }

    private static int lastWord(String text) {
        Matcher word = LAST_WORD.matcher(text);
        return word.find() ? word.start() : 0;
    }
}
