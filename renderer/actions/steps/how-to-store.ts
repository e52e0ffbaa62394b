import { create } from 'zustand';
import type { HowToTopic } from '../../../shared/failure-texts/how-to.ts';

/** The explanation that is open, if one is. */
export const useHowTo = create<{ readonly topic: HowToTopic | undefined }>()(() => ({ topic: undefined }));
export const openHowTo = (topic: HowToTopic | undefined) => useHowTo.setState({ topic });
