// The real configuration, and a look at what it means for Linux: which desktop entry and MIME type deb and AppImage get.
// Neither can be made without their tools, which electron-builder downloads.
const { copyFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { LinuxTargetHelper } = require('app-builder-lib/out/targets/LinuxTargetHelper.js');
const config = require('../../build/electron-builder.cjs');

module.exports = {
  ...config,
  afterPack: async ({ packager, outDir }) => {
    const helper = new LinuxTargetHelper(packager);
    const entry = await helper.computeDesktopEntry(packager.platformSpecificBuildOptions, 'socket-lab %U');
    writeFileSync(path.join(outDir, 'socket-lab.desktop'), entry);
    copyFileSync(await helper.mimeTypeFiles, path.join(outDir, 'socket-lab.xml'));
    const icons = await helper.icons;
    writeFileSync(path.join(outDir, 'icons.json'), JSON.stringify(icons.map(({ size }) => size)));
  },
};
