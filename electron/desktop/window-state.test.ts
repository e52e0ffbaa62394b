import { describe, expect, test } from 'vitest';
import { placeWindow, recallWindow, rememberWindow, type WindowState } from './window-state.ts';

const primary = { x: 0, y: 0, width: 1920, height: 1040 };
const right = { x: 1920, y: 0, width: 1280, height: 1024 };
const at = (x: number, y: number, width = 1000, height = 700): WindowState => ({
  bounds: { x, y, width, height },
  maximized: false,
  fullScreen: false,
});

describe('a window opens where it was, if it can be reached there', () => {
  test('the first time: the usual size, in the middle', () => {
    expect(placeWindow(undefined, [primary])).toEqual({ x: 320, y: 120, width: 1280, height: 800 });
  });
  test('where it was, on either display', () => {
    expect(placeWindow(at(10, 20), [primary])).toEqual(at(10, 20).bounds);
    expect(placeWindow(at(2000, 20), [primary, right])).toEqual(at(2000, 20).bounds);
    expect(placeWindow(at(-300, 20), [primary])).toEqual(at(-300, 20).bounds);
  });
  test('its display is gone: in the middle of the first, with its size', () => {
    expect(placeWindow(at(2000, 20), [primary])).toEqual({ x: 460, y: 170, width: 1000, height: 700 });
  });
  test('only a sliver, or no title bar, is on a display', () => {
    const middle = { x: 460, y: 170, width: 1000, height: 700 };
    expect(placeWindow(at(1900, 20), [primary])).toEqual(middle);
    expect(placeWindow(at(-950, 20), [primary])).toEqual(middle);
    expect(placeWindow(at(10, -5), [primary])).toEqual(middle);
    expect(placeWindow(at(10, 1030), [primary])).toEqual(middle);
  });
  test('never larger than the display, never smaller than usable', () => {
    expect(placeWindow(at(0, 0, 5000, 4000), [right, primary])).toMatchObject({ width: 1920, height: 1040 });
    expect(placeWindow(at(10, 10, 20, 20), [primary])).toMatchObject({ width: 640, height: 400 });
    expect(placeWindow(at(0, 0), [])).toMatchObject({ width: 1000, height: 700 });
  });
});

test('states are kept per lab, the newest last, fifty of them', () => {
  let states: Record<string, WindowState> = {};
  for (let i = 0; i < 60; i++) states = rememberWindow(states, `/lab-${i}`, at(i, 0));
  expect(Object.keys(states)).toHaveLength(50);
  states = rememberWindow(states, '/lab-20', at(7, 7));
  expect(recallWindow(states, '/lab-20')).toEqual(at(7, 7));
  expect(recallWindow(states, '/never-seen')).toEqual(at(7, 7));
  expect(recallWindow(states, '/lab-59')).toEqual(at(59, 0));
  expect(recallWindow({}, '')).toBeUndefined();
});
