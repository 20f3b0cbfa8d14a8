import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { UiProvider } from '../provider/ui-provider';
import { CodeBlock } from './code-block';

it('is named and reached by keyboard, and is no landmark beside the part of the page that has its name', () => {
  render(
    <UiProvider locale="en">
      <CodeBlock label="Password" text="made-once" wrap />
    </UiProvider>,
  );
  expect(screen.getByRole('group', { name: 'Password' }).tabIndex).toBe(0);
  expect(screen.queryByRole('region', { name: 'Password' })).toBeNull();
});
