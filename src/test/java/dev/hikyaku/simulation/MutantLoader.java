package dev.hikyaku.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Loads the project's classes once more, one of them with a bug in it. */
final class MutantLoader extends ClassLoader {
    private static final String OURS = "dev.hikyaku.";

    private final Mutant mutant;

    MutantLoader(Mutant mutant) {
        super(MutantLoader.class.getClassLoader());
        this.mutant = mutant;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) {
        byte[] bytes = read(name.replace('.', '/') + ".class");
        byte[] defined = name.equals(mutant.className()) ? mutant.planted(bytes) : bytes;
        return defineClass(name, defined, 0, defined.length);
    }

    private byte[] read(String resource) {
        try (InputStream in = getParent().getResourceAsStream(resource)) {
            return Objects.requireNonNull(in, resource).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
