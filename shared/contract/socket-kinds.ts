/** What a socket speaks over. `pipe` is a named pipe of Windows. */
export const socketKinds = ['tcp4', 'tcp6', 'unix', 'abstract', 'pipe'] as const;
export type SocketKind = (typeof socketKinds)[number];
