// Node's os.
(host, builtin, process) => ({
  EOL: '\n',
  homedir: () => process.env.HOME,
  platform: () => process.platform,
  tmpdir: () => process.env.TMPDIR ?? '/tmp',
  type: () => 'Linux',
});
