// How the Chart is looked at; the choice holds for every connection.
import { create } from 'zustand';
import type { Resolution } from '../../../../shared/model/chart/buckets.ts';

export interface ChartView {
  readonly resolution: Resolution;
  readonly table: boolean;
}

export const useChartView = create<ChartView>()(() => ({ resolution: '250ms', table: false }));

export const changeChartView = (change: Partial<ChartView>) => useChartView.setState(change);
