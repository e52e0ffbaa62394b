import { beforeEach, expect, test } from 'vitest';
import { dismissToast, useNotices } from './notices.ts';
import { edit, forgetEdits, redo, undo, undoOrSay, useUndo } from './undo.ts';

let value = 0;
const add = (amount: number) =>
  edit(`Add ${amount}`, () => {
    value += amount;
    return Promise.resolve(() => {
      value -= amount;
      return Promise.resolve();
    });
  });
const titles = () => [useUndo.getState().done, useUndo.getState().undone].map((list) => list.map((e) => e.title));

beforeEach(() => {
  value = 0;
  forgetEdits();
});

test('edits are undone and redone in order, under their names', async () => {
  await add(1);
  await add(10);
  expect(titles()).toEqual([['Add 1', 'Add 10'], []]);
  await undo();
  expect([value, titles()]).toEqual([1, [['Add 1'], ['Add 10']]]);
  await undo();
  await undo();
  expect([value, titles()]).toEqual([0, [[], ['Add 10', 'Add 1']]]);
  await redo();
  await redo();
  expect([value, titles()]).toEqual([11, [['Add 1', 'Add 10'], []]]);
});

test('two undos asked for at once undo two edits; a new edit forgets what was undone', async () => {
  await add(1);
  await add(10);
  await Promise.all([undo(), undo()]);
  expect(value).toBe(0);
  await add(100);
  expect(titles()).toEqual([['Add 100'], []]);
});

test('an edit that was refused is not noted; an undo that is refused stays, and is said', async () => {
  await expect(edit('Fail', () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  expect(titles()).toEqual([[], []]);
  await edit('Stuck', () => Promise.resolve(() => Promise.reject(new Error('It is running.'))));
  await undoOrSay();
  expect(titles()).toEqual([['Stuck'], []]);
  const [toast] = useNotices.getState().toasts;
  expect(toast?.title).toBe('It is running.');
  dismissToast(toast?.id ?? 0);
});
