// Every command once, with keys that no other command has where this one works.
import { expect, test } from 'vitest';
import { Actions } from '../actions/actions.ts';
import { LabSession } from '../state/session.ts';
import { allCommands } from './all-commands.ts';
import { typesCharacter } from './keys.ts';
import { conflictOf, describeCommands, keysOf, keysProblem } from './registry.ts';

const commands = allCommands(new Actions(new LabSession(() => Promise.reject(new Error('not used')))));
const contexts = [true, false].flatMap((web) =>
  (['mac', 'other'] as const).map((platform) => ({ custom: {}, web, platform })),
);

test('no two commands have the same id', () => {
  const ids = commands.map(({ id }) => id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test('no two commands have the same keys where both work, on any platform', () => {
  for (const context of contexts) {
    const conflicts = commands.flatMap((command) =>
      keysOf(command, context).flatMap((keys) => {
        const other = conflictOf(commands, command, keys, context);
        return other ? [`${keys}: ${command.id} and ${other.id} (${JSON.stringify(context)})`] : [];
      }),
    );
    expect(conflicts).toEqual([]);
  }
});

test('keys without a modifier belong to a pane, but for the sheet of keys', () => {
  const global = commands.filter(({ scope, keys = [] }) => scope === 'global' && keys.some(typesCharacter));
  expect(global.map(({ id }) => id)).toEqual(['help.keys']);
});

test('commands are plain data for menus outside the page', () => {
  const data = describeCommands(commands, { custom: {}, web: false, platform: 'other' });
  expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  const finish = data.find(({ id }) => id === 'connection.finish');
  expect(finish).toEqual({
    id: 'connection.finish',
    title: 'Finish sending',
    group: 'Connection',
    keys: ['f'],
    enabled: false,
  });
});

test('keys a person has chosen stand in the place of the own ones, in the browser too', () => {
  const [connect] = commands.filter(({ id }) => id === 'endpoint.connect');
  if (!connect) throw new Error('there should be a command to connect');
  expect(keysOf(connect, { custom: {}, web: false, platform: 'other' })).toEqual(['$mod+d']);
  expect(keysOf(connect, { custom: {}, web: true, platform: 'other' })).toEqual(['Alt+d']);
  const custom = { 'endpoint.connect': ['$mod+k'] };
  const context = { custom, web: true, platform: 'other' } as const;
  expect(keysOf(connect, context)).toEqual(['$mod+k']);
  expect(conflictOf(commands, connect, '$mod+K', context)?.id).toBe('help.palette');
  expect(conflictOf(commands, connect, 'Alt+d', context)).toBeUndefined();
  expect(keysProblem(connect, 'x')).toMatch(/only in lists/u);
  expect(keysProblem(connect, 'Tab')).toMatch(/needed/u);
  expect(keysProblem(connect, '$mod+Shift+y')).toBeUndefined();
});
