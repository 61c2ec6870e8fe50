// Writes files into Emscripten's file system; each content becomes the file's storage without a copy.
(FS, paths, contents, mode) => {
  let known;
  for (let i = 0; i < paths.length; i++) {
    const path = paths[i];
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (folder && folder !== known) {
      FS.mkdirTree(folder);
      known = folder;
    }
    FS.writeFile(path, contents[i], { canOwn: true, mode });
  }
};
