// What of Electron the double stands in for. Each name is checked against Electron's own types when this compiles; a
// spec compares the lists with the double itself, and a test with what the app uses.
import type * as Electron from 'electron';

/** Names that a part of Electron has; a name it lacks does not compile. */
const of =
  <T>() =>
  <const K extends readonly (keyof T & string)[]>(...names: K): K =>
    names;

export const members = {
  app: of<Electron.App>()(
    'addRecentDocument',
    'clearRecentDocuments',
    'commandLine',
    'enableSandbox',
    'exit',
    'getAppPath',
    'getLocale',
    'getName',
    'getPath',
    'getVersion',
    'isPackaged',
    'isReady',
    'quit',
    'requestSingleInstanceLock',
    'setAboutPanelOptions',
    'setAppUserModelId',
    'setBadgeCount',
    'setPath',
    'whenReady',
  ),
  dialog: of<Electron.Dialog>()('showMessageBox', 'showOpenDialog', 'showSaveDialog'),
  ipcMain: of<Electron.IpcMain>()('handle', 'removeHandler'),
  nativeTheme: of<Electron.NativeTheme>()('shouldUseDarkColors', 'themeSource'),
  protocol: of<Electron.Protocol>()('handle', 'isProtocolHandled', 'registerSchemesAsPrivileged'),
  screen: of<Electron.Screen>()('getAllDisplays', 'getDisplayMatching', 'getPrimaryDisplay'),
  session: of<typeof Electron.session>()('defaultSession'),
  shell: of<Electron.Shell>()('openExternal', 'showItemInFolder'),
  webContents: of<typeof Electron.webContents>()(
    'fromDevToolsTargetId',
    'fromId',
    'getAllWebContents',
    'getFocusedWebContents',
  ),
  BrowserWindow: of<typeof Electron.BrowserWindow>()('fromId', 'fromWebContents', 'getAllWindows', 'getFocusedWindow'),
  Menu: of<typeof Electron.Menu>()('buildFromTemplate', 'getApplicationMenu', 'setApplicationMenu'),
  MenuItem: of<typeof Electron.MenuItem>()(),
  Notification: of<typeof Electron.Notification>()('isSupported'),
} as const;

/** Members of what the app gets or makes of these. */
export const instances = {
  session: of<Electron.Session>()(
    'protocol',
    'setDevicePermissionHandler',
    'setPermissionCheckHandler',
    'setPermissionRequestHandler',
  ),
  window: of<Electron.BrowserWindow>()(
    'close',
    'destroy',
    'focus',
    'getBounds',
    'getNormalBounds',
    'getTitle',
    'hide',
    'id',
    'isDestroyed',
    'isFocused',
    'isFullScreen',
    'isMaximized',
    'isMenuBarAutoHide',
    'isMinimized',
    'isVisible',
    'loadURL',
    'maximize',
    'minimize',
    'restore',
    'setBackgroundColor',
    'setBounds',
    'setDocumentEdited',
    'setFullScreen',
    'setMenuBarVisibility',
    'setRepresentedFilename',
    'setTitle',
    'show',
    'webContents',
  ),
  contents: of<Electron.WebContents>()(
    'close',
    'executeJavaScript',
    'forcefullyCrashRenderer',
    'getURL',
    'id',
    'isDestroyed',
    'loadURL',
    'mainFrame',
    'reload',
    'send',
    'session',
    'setWindowOpenHandler',
  ),
} as const;

/** What the double has beside: its own workings, and what it remembers for specs. */
export const ownMembers: Readonly<Record<string, readonly string[]>> = {
  app: ['becomeReady', 'exiting', 'remembered', 'stay', 'windowGone', 'windowMade'],
  dialog: ['shown'],
  ipcMain: ['answer'],
  protocol: ['onChange', 'registered'],
  shell: ['opened'],
  Notification: ['shown'],
  session: ['applyPermissions'],
  window: ['gone', 'readyToShow'],
  contents: [
    'askAboutPopup',
    'bury',
    'closePage',
    'hasAskedFor',
    'owner',
    'ownsFrame',
    'setBounds',
    'setScheme',
    'targetId',
  ],
};

/** What the sandboxed preload finds. */
export const preloadMembers = {
  contextBridge: of<Electron.ContextBridge>()('exposeInMainWorld'),
  ipcRenderer: of<Electron.IpcRenderer>()('invoke', 'off', 'on', 'once', 'removeAllListeners', 'send'),
  webUtils: of<Electron.WebUtils>()('getPathForFile'),
} as const;
