// What `npm run dist` makes of the built app (https://www.electron.build). e2e/package checks what comes out of it.

/** Electron's switches, set in its program itself. They are set once, here, and cannot be changed by whoever runs the app. */
const electronFuses = {
  runAsNode: false, // ELECTRON_RUN_AS_NODE would make it a Node for anybody's script, with our name and our rights
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false, // the page comes from app://
};

module.exports = {
  appId: 'org.socketlab.SocketLab',
  productName: 'Socket Lab',
  copyright: 'Copyright © 2026 The Socket Lab authors',
  directories: { output: 'release', buildResources: 'build' },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in
  artifactName: '${name}-${version}-${os}-${arch}.${ext}',
  asar: true,
  npmRebuild: false, // everything is bundled: the app has no dependency at run time
  publish: null,
  files: [
    'out/main/main.cjs',
    'out/preload/preload.cjs',
    'out/renderer/**/*',
    'package.json',
    '!**/*.map',
    '!**/node_modules/**',
  ],
  extraFiles: [
    { from: 'LICENSE', to: 'LICENSE.socket-lab.txt' },
    { from: 'out/licences.txt', to: 'LICENSES.bundled.txt' },
  ],
  // A publisher puts its own address and name here; Debian's format demands both.
  extraMetadata: {
    homepage: 'https://socketlab.example',
    author: { name: 'The Socket Lab authors', email: 'authors@socketlab.example' },
  },
  electronLanguages: ['en-US'],
  electronFuses,
  fileAssociations: [
    {
      ext: 'socketlab',
      name: 'Socket Lab file',
      description: 'Servers, clients and notes of a Socket Lab',
      mimeType: 'application/vnd.socketlab+json',
      role: 'Editor',
      icon: 'icons/document',
    },
  ],
  linux: {
    target: ['AppImage', 'deb', 'tar.gz'],
    executableName: 'socket-lab',
    icon: 'icons/linux',
    category: 'Development',
    synopsis: 'A desktop lab for sockets',
    desktop: { entry: { Keywords: 'socket;tcp;unix;network;mock;server;' } },
  },
  deb: { packageCategory: 'net', priority: 'optional' },
  mac: {
    target: [
      { target: 'dmg', arch: ['x64', 'arm64'] },
      { target: 'zip', arch: ['x64', 'arm64'] },
    ],
    icon: 'icons/app.icns',
    category: 'public.app-category.developer-tools',
    hardenedRuntime: true,
    gatekeeperAssess: false,
    entitlements: 'build/entitlements.mac.plist',
    entitlementsInherit: 'build/entitlements.mac.plist',
  },
  win: { target: ['nsis', 'portable', 'zip'], icon: 'icons/app.ico' },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in
  portable: { artifactName: '${name}-${version}-${os}-${arch}-portable.${ext}' },
};
