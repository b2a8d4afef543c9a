package dev.quire.properties.explore;

/** Counters that go up and down one at a time: states and depths can be told by a formula. */
final class GridWorld implements World {
    private final int counters;
    private final int top;
    private final int[] entered;
    private final int[] now;
    private final int forbidden;
    private int move;

    /** Each counter goes from 0 to {@code top}; a sum of {@code forbidden} is a broken promise. */
    GridWorld(int counters, int top, int forbidden) {
        this.counters = counters;
        this.top = top;
        this.forbidden = forbidden;
        this.entered = new int[counters];
        this.now = new int[counters];
    }

    @Override
    public int words() {
        return counters;
    }

    @Override
    public void initial(long[] to) {
        pack(to);
    }

    @Override
    public void enter(long[] from, int at) {
        for (int i = 0; i < counters; i++) {
            entered[i] = (int) from[at + i];
        }
        move = -1;
    }

    @Override
    public boolean advance() {
        while (++move < 2 * counters) {
            System.arraycopy(entered, 0, now, 0, counters);
            int next = now[move / 2] + (move % 2 == 0 ? 1 : -1);
            if (next >= 0 && next <= top) {
                now[move / 2] = next;
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean failed() {
        int sum = 0;
        for (int value : now) {
            sum += value;
        }
        return sum == forbidden;
    }

    @Override
    public boolean moved() {
        return true;
    }

    @Override
    public boolean pack(long[] to) {
        for (int i = 0; i < counters; i++) {
            to[i] = now[i];
        }
        return true;
    }

    @Override
    public void learn() {}
}
