package dev.quire.properties.explore;

import dev.quire.model.operation.Step;

/**
 * The world of a subject that is a process. Its states are put back as those of any other, in the
 * entries: it is lent what it may read in each call. Only one that failed must begin anew.
 */
final class ProcessWorld implements TracedWorld {
    private final RangeWorld world;

    ProcessWorld(RangeWorld world) {
        this.world = world;
    }

    @Override
    public void enter(long[] from, int at) {
        if (world.failed()) {
            world.run().reset();
        }
        world.enter(from, at);
    }

    @Override
    public int words() {
        return world.words();
    }

    @Override
    public void initial(long[] to) {
        world.initial(to);
    }

    @Override
    public boolean advance() {
        return world.advance();
    }

    @Override
    public boolean failed() {
        return world.failed();
    }

    @Override
    public boolean moved() {
        return world.moved();
    }

    @Override
    public boolean pack(long[] to) {
        return world.pack(to);
    }

    @Override
    public boolean pack(long[] to, boolean folios, boolean cpus) {
        return world.pack(to, folios, cpus);
    }

    @Override
    public void learn() {
        world.learn();
    }

    @Override
    public long[] codes() {
        return world.codes();
    }

    @Override
    public void learn(long[] parts) {
        world.learn(parts);
    }

    @Override
    public Step step() {
        return world.step();
    }
}
