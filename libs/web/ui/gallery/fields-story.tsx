import { useEffect, useState } from 'react';
import { useForm } from 'react-hook-form';
import {
  Button,
  CheckboxField,
  CodeField,
  Columns,
  DateField,
  DateRangeInput,
  Form,
  LookupInput,
  MacListField,
  MoneyField,
  NumberField,
  Page,
  PasswordField,
  RadioField,
  Section,
  SelectField,
  SwitchField,
  TextAreaField,
  TextField,
} from '../src/index';
import type { StoryProps } from './story';
import { StoryFrame } from './story-frame';

interface Values {
  readonly name: string;
  readonly email: string;
  readonly amount: string;
  readonly price: string;
  readonly day: string;
  readonly kind: string;
  readonly count: string;
  readonly macs: readonly string[];
  readonly notify: boolean;
  readonly agree: boolean;
  readonly when: string;
  readonly note: string;
  readonly password: string;
  readonly code: string;
}

const empty: Values = {
  name: '',
  email: '',
  amount: '-30',
  price: '0.0375',
  day: '2026-11-25',
  kind: '',
  count: '31',
  macs: ['aa:bb:cc:dd:ee:0f'],
  notify: true,
  agree: false,
  when: 'date',
  note: '',
  password: '',
  code: '',
};

export function FieldsStory({ params }: StoryProps) {
  const form = useForm<Values>({ defaultValues: empty, mode: 'onBlur' });
  const [router, setRouter] = useState<string | null>('r2');
  const [range, setRange] = useState({ first: '2026-10-01', last: '2026-10-31' });
  const faulty = params.has('faults');
  const { handleSubmit, setError } = form;
  useEffect(() => {
    if (!faulty) return;
    void handleSubmit(() => undefined)().then(() =>
      setError('email', { message: 'Bob Example has this address already' }),
    );
  }, [faulty, handleSubmit, setError]);
  return (
    <StoryFrame>
      <Page title="Fields">
        <Section title="New customer">
          <Form
            form={form}
            onSubmit={() => undefined}
            labels={{ name: 'Name', email: 'E-mail', kind: 'Kind', note: 'Note', password: 'Password', code: 'Code' }}
            footer={
              <>
                <Button>Cancel</Button>
                <Button type="submit" tone="primary" shortcut="Ctrl Enter">
                  Create customer
                </Button>
              </>
            }
          >
            <Columns>
              <TextField name="name" label="Name" autoComplete="name" />
              <TextField name="email" label="E-mail" type="email" description="Bills go here" />
              <SelectField
                name="kind"
                label="Kind"
                emptyLabel="Choose"
                choices={[
                  { value: 'person', label: 'Person' },
                  { value: 'company', label: 'Company' },
                ]}
              />
              <MoneyField name="amount" label="Amount" currency="EUR" />
              <MoneyField name="price" label="Unit price" currency="EUR" unitPrice />
              <NumberField name="count" label="Billing day" />
              <DateField name="day" label="Starts on" />
              <LookupInput
                label="Router"
                value={router}
                onChange={setRouter}
                choices={[
                  { value: 'r1', label: 'NAS-01 Centro' },
                  { value: 'r2', label: 'NAS-03 Norte' },
                  { value: 'r3', label: 'NAS-07 Costa' },
                ]}
              />
              <PasswordField name="password" label="Password" autoComplete="new-password" />
              <CodeField name="code" label="Code" optional />
              <TextAreaField name="note" label="Note" optional />
              <MacListField name="macs" label="MAC addresses" description="Any notation, one a line" optional />
              <RadioField
                name="when"
                label="Starts"
                choices={[
                  { value: 'date', label: 'On the date' },
                  { value: 'bill', label: 'With the next bill', description: 'No part period' },
                ]}
              />
              <DateRangeInput label="Period" firstLabel="From" lastLabel="To" value={range} onChange={setRange} />
            </Columns>
            <SwitchField
              name="notify"
              label="Tell the customer by e-mail"
              description="A short message with the new price"
            />
            <CheckboxField name="agree" label="Contract is signed" />
            <TextField name="readonly" label="Read only" optional readOnly />
            <TextField name="off" label="Not now" optional disabled />
          </Form>
        </Section>
      </Page>
    </StoryFrame>
  );
}
