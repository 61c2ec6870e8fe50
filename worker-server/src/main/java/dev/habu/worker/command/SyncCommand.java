package dev.habu.worker.command;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import dev.habu.python.packages.PackageFolder;
import dev.habu.worker.UserException;
import dev.habu.worker.bundle.WorkerFiles;
import dev.habu.worker.config.PackagesReader;
import dev.habu.worker.config.PythonLine;
import dev.habu.worker.config.WranglerConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code habu sync DIR}: puts the packages that a project asks for into its {@code python_modules}. */
@Command(
        name = "sync",
        description = "Puts the Python packages that pyproject.toml or requirements.txt asks for into python_modules.",
        mixinStandardHelpOptions = true)
public final class SyncCommand implements Callable<Integer> {
    @Mixin
    private ProjectOptions project;

    @Override
    public Integer call() {
        CacheFolder cache = CacheFolder.standard();
        WranglerConfig config = project.config();
        PythonLine line = project.line(config);
        PackageFolder packages = PackagesReader.read(config.projectFolder(), line)
                .map(request -> PackageFolder.open(
                        request, line.version(), project.packages, cache, Progress.onStandardError()))
                .orElseThrow(() -> new UserException(project.folder
                        + " asks for no packages: neither \"dependencies\" under [project] in pyproject.toml nor"
                        + " requirements.txt names one"));
        Path vendored = config.projectFolder().resolve(WorkerFiles.VENDORED);
        WorkerFiles.replace(vendored, packages.modules());
        packages.list().forEach(System.out::println);
        System.out.println(packages.list().size() + " packages in " + project.folder.resolve(WorkerFiles.VENDORED));
        return 0;
    }
}
