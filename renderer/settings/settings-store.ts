import { create } from 'zustand';

/** Whether the settings are shown in the place of the bench. */
export const useSettingsView = create<{ readonly open: boolean }>()(() => ({ open: false }));
export const openSettings = (open: boolean) => useSettingsView.setState({ open });
