import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { expect, it } from 'vitest';
import type { Failure } from '../feedback/failure';
import { SelectInput } from '../inputs/text-input';
import { UiProvider } from '../provider/ui-provider';
import { MacListField, MoneyField, TextField } from './fields';
import { Form } from './form';

interface Values {
  readonly amount: string;
  readonly macs: readonly string[];
}

function Screen({ onSubmit, locale }: { onSubmit: (values: Values) => void; locale: string }) {
  const form = useForm<Values>({ defaultValues: { amount: '', macs: [] }, mode: 'onBlur' });
  return (
    <UiProvider locale={locale}>
      <Form form={form} onSubmit={onSubmit} footer={<button type="submit">Save</button>}>
        <MoneyField name="amount" label="Amount" currency="EUR" optional />
        <MacListField name="macs" label="Addresses" />
      </Form>
    </UiProvider>
  );
}

function type(label: string, text: string) {
  const box = screen.getByLabelText(new RegExp(label));
  fireEvent.focus(box);
  fireEvent.change(box, { target: { value: text } });
  fireEvent.blur(box);
  return box;
}

it('an amount that cannot be read is refused, even where the field is optional', async () => {
  const taken: Values[] = [];
  render(<Screen locale="en" onSubmit={(values) => taken.push(values)} />);
  type('Amount', '12,x');
  fireEvent.click(screen.getByText('Save'));
  await screen.findByText('This is not a number');
  await waitFor(() => expect(screen.getByRole('alert')).toBeDefined());
  expect(taken).toEqual([]);
});

it('an amount is kept as a decimal string and shown the way of the locale', async () => {
  const taken: Values[] = [];
  render(<Screen locale="de" onSubmit={(values) => taken.push(values)} />);
  const box = type('Amount', '1.234,5');
  type('Addresses', 'AA-BB-CC-DD-EE-FF');
  expect(box).toHaveProperty('value', '1234,50');
  fireEvent.click(screen.getByText('Save'));
  await waitFor(() => expect(taken).toEqual([{ amount: '1234.5', macs: ['aa:bb:cc:dd:ee:ff'] }]));
});

it('a list with one unreadable address is refused as a whole', async () => {
  const taken: Values[] = [];
  render(<Screen locale="en" onSubmit={(values) => taken.push(values)} />);
  type('Addresses', 'aabbccddeeff, zz');
  fireEvent.click(screen.getByText('Save'));
  await screen.findByText('Not a MAC address: zz');
  expect(taken).toEqual([]);
});

it('a needed field that was left untouched is complained about only when the form is sent', async () => {
  render(<Needed />);
  const box = screen.getByLabelText('Name');
  fireEvent.focus(box);
  fireEvent.blur(box);
  await new Promise((settle) => requestAnimationFrame(settle));
  expect(screen.queryByText('This is needed')).toBeNull();
  fireEvent.click(screen.getByText('Save'));
  expect((await screen.findAllByText(/This is needed/)).length).toBeGreaterThan(0);
});

function Needed() {
  const form = useForm({ defaultValues: { name: '' }, mode: 'onBlur' });
  return (
    <UiProvider locale="en">
      <Form form={form} onSubmit={() => undefined} footer={<button type="submit">Save</button>}>
        <TextField name="name" label="Name" />
      </Form>
    </UiProvider>
  );
}

function Chosen({ optional, onChange }: { optional: boolean; onChange: (value: string) => void }) {
  return (
    <UiProvider locale="en">
      <SelectInput
        label="Tax"
        value="vat"
        onChange={onChange}
        optional={optional}
        emptyLabel="None"
        choices={[{ value: 'vat', label: 'VAT' }]}
      />
    </UiProvider>
  );
}

it('what was chosen from an optional list can be taken away again, from a needed one not', () => {
  for (const optional of [true, false]) {
    const given: string[] = [];
    const { unmount } = render(<Chosen optional={optional} onChange={(value) => given.push(value)} />);
    expect(screen.getByRole('option', { name: 'None' })).toHaveProperty('disabled', !optional);
    fireEvent.change(screen.getByLabelText(/Tax/), { target: { value: '' } });
    expect(given).toEqual(optional ? [''] : []);
    unmount();
  }
});

const refusal = { code: 'NUMBER_PATTERN_UNKNOWN', message: 'There is no {yeer} in number patterns.' };

function Refused({ atField }: { atField: boolean }) {
  const form = useForm<Values>({ defaultValues: { amount: '', macs: [] } });
  const [failure, setFailure] = useState<Failure | null>(null);
  const refuse = () => {
    if (atField) form.setError('amount', { type: 'server', message: refusal.message });
    setFailure(refusal);
  };
  return (
    <UiProvider locale="en">
      <Form form={form} onSubmit={refuse} failure={failure} footer={<button type="submit">Save</button>}>
        <MoneyField name="amount" label="Amount" currency="EUR" optional />
      </Form>
    </UiProvider>
  );
}

it('a refusal of one field is said once in the summary, one of no field as well', async () => {
  for (const atField of [true, false]) {
    const { unmount } = render(<Refused atField={atField} />);
    fireEvent.click(screen.getByText('Save'));
    const summary = await screen.findByRole('alert');
    expect(within(summary).getAllByText(refusal.message)).toHaveLength(1);
    unmount();
  }
});
