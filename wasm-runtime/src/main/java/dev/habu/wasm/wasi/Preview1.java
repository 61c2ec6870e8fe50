package dev.habu.wasm.wasi;

import dev.habu.wasm.FunctionType;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.WasmFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The functions of {@code wasi_snapshot_preview1} with their types ({@code i} i32, {@code j} i64; each but {@code proc_exit} returns an error number). */
final class Preview1 {
    static final String MODULE = "wasi_snapshot_preview1";

    /** The work of a function; it fails by an exception. */
    private interface Work {
        void run(Arguments arguments) throws IOException;
    }

    private record Entry(FunctionType type, Work work) {}

    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, WasmFunction> functions = new HashMap<>();
    private final DescriptorTable descriptors;

    Preview1(GuestMemory memory, DescriptorTable descriptors, List<String> arguments, List<String> environment) {
        this.descriptors = descriptors;
        FileCalls files = new FileCalls(memory, descriptors);
        define("fd_advise", "ijji", files::advise);
        define("fd_allocate", "ijj", files::allocate);
        define("fd_close", "i", files::close);
        define("fd_datasync", "i", files::datasync);
        define("fd_fdstat_get", "ii", files::fdstatGet);
        define("fd_fdstat_set_flags", "ii", files::fdstatSetFlags);
        define("fd_fdstat_set_rights", "ijj", files::fdstatSetRights);
        define("fd_filestat_get", "ii", files::filestatGet);
        define("fd_filestat_set_size", "ij", files::filestatSetSize);
        define("fd_filestat_set_times", "ijji", files::filestatSetTimes);
        define("fd_pread", "iiiji", files::pread);
        define("fd_prestat_get", "ii", files::prestatGet);
        define("fd_prestat_dir_name", "iii", files::prestatDirName);
        define("fd_pwrite", "iiiji", files::pwrite);
        define("fd_read", "iiii", files::read);
        define("fd_readdir", "iiiji", files::readdir);
        define("fd_renumber", "ii", files::renumber);
        define("fd_seek", "ijii", files::seek);
        define("fd_sync", "i", files::sync);
        define("fd_tell", "ii", files::tell);
        define("fd_write", "iiii", files::write);
        PathCalls paths = new PathCalls(memory, descriptors);
        define("path_create_directory", "iii", paths::createDirectory);
        define("path_filestat_get", "iiiii", paths::filestatGet);
        define("path_filestat_set_times", "iiiijji", paths::filestatSetTimes);
        define("path_link", "iiiiiii", paths::link);
        define("path_open", "iiiiijjii", paths::open);
        define("path_readlink", "iiiiii", paths::readlink);
        define("path_remove_directory", "iii", paths::removeDirectory);
        define("path_rename", "iiiiii", paths::rename);
        define("path_symlink", "iiiii", paths::symlink);
        define("path_unlink_file", "iii", paths::unlinkFile);
        define("poll_oneoff", "iiii", new PollCalls(memory, descriptors)::oneoff);
        ProcessCalls process = new ProcessCalls(memory, arguments, environment);
        define("args_get", "ii", process::argsGet);
        define("args_sizes_get", "ii", process::argsSizesGet);
        define("environ_get", "ii", process::environGet);
        define("environ_sizes_get", "ii", process::environSizesGet);
        define("clock_res_get", "ii", process::clockResGet);
        define("clock_time_get", "iji", process::clockTimeGet);
        define("random_get", "ii", process::randomGet);
        define("sched_yield", "", process::yieldTurn);
        entries.put("proc_exit", new Entry(new FunctionType(types("i"), List.of()), a -> {
            throw new WasiExit(a.i32(0));
        }));
        define("proc_raise", "i", a -> {
            throw Errno.NOTSUP.exception();
        });
        define("sock_accept", "iii", this::noSocket);
        define("sock_recv", "iiiiii", this::noSocket);
        define("sock_send", "iiiii", this::noSocket);
        define("sock_shutdown", "ii", this::noSocket);
    }

    /** No descriptor is ever a socket. */
    private void noSocket(Arguments a) {
        descriptors.get(a.i32(0));
        throw Errno.NOTSOCK.exception();
    }

    private void define(String name, String params, Work work) {
        entries.put(name, new Entry(new FunctionType(types(params), List.of(NumberType.I32)), work));
    }

    private static List<ValueType> types(String letters) {
        List<ValueType> types = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            types.add(letters.charAt(i) == 'i' ? NumberType.I32 : NumberType.I64);
        }
        return types;
    }

    /** The function of that name, made when it is first wanted; null if there is none. */
    WasmFunction function(String name) {
        Entry entry = entries.get(name);
        return entry == null
                ? null
                : functions.computeIfAbsent(name, _ -> WasmFunction.of(entry.type, values -> call(entry.work, values)));
    }

    private static Object[] call(Work work, Object[] values) {
        try {
            work.run(new Arguments(values));
            return new Object[] {0};
        } catch (WasiExit e) {
            throw e;
        } catch (IOException e) {
            return new Object[] {Errno.of(e).code};
        } catch (RuntimeException e) {
            return new Object[] {Errno.of(e).code};
        }
    }
}
