export function findChromium(env?: NodeJS.ProcessEnv): string | undefined;
export const howToInstall: string;
