import { describe, expect, it } from '@jest/globals';
import { countScale } from './message-chart.tsx';

describe('the scale of counts', () => {
  it('has whole numbers only, and four steps at most', () => {
    expect(countScale([])).toEqual({ most: 1, steps: 1 });
    expect(countScale([3, 0])).toEqual({ most: 3, steps: 3 });
    expect(countScale([4])).toEqual({ most: 4, steps: 4 });
    expect(countScale([5])).toEqual({ most: 6, steps: 3 });
    expect(countScale([1_001])).toEqual({ most: 1_500, steps: 3 });
  });
});
