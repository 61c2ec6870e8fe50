package dev.habu.worker.binding;

import dev.habu.worker.config.BindingConfig;
import dev.habu.worker.config.WranglerConfig;
import dev.habu.worker.storage.StateFolder;
import java.util.List;

/** Makes a worker's bindings from its configuration. */
public final class Bindings {
    private Bindings() {}

    /** The bindings, over what {@code state} keeps. */
    public static List<Binding> of(WranglerConfig config, StateFolder state) {
        return config.bindings().stream()
                .map(binding -> switch (binding) {
                    case BindingConfig.D1 d1 -> (Binding) new D1Binding(d1.binding(), state.d1(d1.id()));
                    case BindingConfig.Kv kv -> new KvBinding(kv.binding(), state.kv(kv.id()));
                })
                .toList();
    }
}
