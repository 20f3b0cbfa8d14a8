export { UiProvider, type UiProviderProps } from './provider/ui-provider';
export { UiLink, useLinks, type LinkAdapter, type UiLinkProps } from './provider/link-context';
export { useFormat } from './provider/format-context';
export {
  PermissionGate,
  usePermission,
  usePermissionCheck,
  type PermissionCheck,
  type PermissionGateProps,
} from './provider/permission-context';
export { useColorScheme, type ColorScheme } from './provider/color-scheme';

export { createI18n, directionOf, type Translations } from './text/create-i18n';
export { defineCatalogue, type Catalogue, type TextOf } from './text/catalogue-type';
export { useTexts } from './text/use-texts';

export {
  Button,
  ButtonLink,
  IconButton,
  type ButtonLinkProps,
  type ButtonProps,
  type ButtonTone,
  type IconButtonProps,
} from './primitives/button';
export {
  Columns,
  Figure,
  Row,
  Section,
  Split,
  Stack,
  Text,
  VisuallyHidden,
  type FigureProps,
  type SectionProps,
} from './primitives/layout';
export { Page, PageTitle, type PageProps } from './primitives/page';
export { CodeBlock, type CodeBlockProps } from './primitives/code-block';
export { CenterCard, type CenterCardProps } from './primitives/center-card';
export { ActionMenu, type ActionMenuProps, type MenuAction } from './primitives/action-menu';
export { PopoverButton, type PopoverButtonProps } from './primitives/popover';

export { Shell, type ShellProps } from './shell/shell';
export { PortalShell, type PortalShellProps } from './shell/portal-shell';
export { AccountMenu } from './shell/account-menu';
export { SearchButton } from './shell/search-button';
export type { NavEntry, NavGroup } from './shell/nav-types';
export { CommandPalette, type CommandPaletteProps } from './palette/command-palette';
export type { PaletteItem, PaletteSource } from './palette/palette-types';
export { useShortcuts } from './shortcuts/use-shortcuts';
export type { Shortcut } from './shortcuts/key-sequence';

export { DataGrid } from './grid/data-grid';
export { FilterBar, type FilterBarProps, type FilterField } from './grid/filter-bar';
export {
  gridSchema,
  type DataGridProps,
  type GridColumn,
  type GridSelection,
  type GridTotals,
} from './grid/grid-types';
export {
  activeFilterCount,
  emptyGridState,
  gridStateToSearch,
  isGridParameter,
  searchToGridState,
  withFilter,
  type GridSchema,
  type GridSort,
  type GridState,
  type ReadGridState,
  type SearchRecord,
} from './grid/grid-state';
export { CellGrid, type CellGridProps, type GridCell } from './grid/cell-grid';
export { SimpleTable, type SimpleColumn, type SimpleTableProps } from './grid/simple-table';

export { RecordHeader, type HeaderChip, type RecordHeaderProps } from './record/record-header';
export { FactList, type Fact, type FactEdit } from './record/fact-list';
export { Tabs, type TabLink, type TabsProps } from './record/tabs';
export { EntityLink, type EntityLinkProps } from './record/entity-link';
export { Timeline, type TimelineEntry, type TimelineProps } from './record/timeline';

export { SidePanel } from './panel/side-panel';
export type { SidePanelProps } from './panel/side-panel-content';
export {
  Dialog,
  ConfirmDialog,
  ReasonDialog,
  type ConfirmDialogProps,
  type DialogProps,
  type ReasonDialogProps,
} from './panel/lazy-dialogs';

export { PreviewPanel, type PreviewPanelProps } from './preview/preview-panel';
export {
  confirmRefusal,
  type Approval,
  type Preview,
  type PreviewCount,
  type PreviewLine,
  type PreviewState,
  type PreviewWarning,
} from './preview/preview-state';
export { DiffTable, type DiffRow, type DiffTableProps } from './preview/diff-table';
export { ExplainPopover } from './preview/explain-popover';

export {
  EmptyState,
  ErrorState,
  NoPermission,
  Notice,
  type EmptyStateProps,
  type ErrorStateProps,
  type NoPermissionProps,
} from './feedback/states';
export type { Failure } from './feedback/failure';
export { FiguresSkeleton, RefreshBar, Skeleton } from './feedback/skeletons';
export { closeToast, showToast, type ToastInput } from './feedback/toast-store';
export { JobTray, type TrayJob } from './feedback/job-tray';

export { FamilyTag, StatusTag, type StatusTagProps } from './status/status-tag';
export { StatusIcon } from './status/status-icon';
export { statusEntry, statusValues, type StatusKind, type StatusValue } from './status/status-map';
export { statusTexts } from './status/status-texts';
export { uiTexts } from './text/ui-texts';
export type { StatusFamily } from './tokens/tokens';

export {
  BytesText,
  CodeText,
  DateRangeText,
  DateText,
  DateTimeText,
  IpText,
  MacText,
  Money,
  NumberText,
  RateText,
  RelativeTime,
  SpeedText,
  type MoneyProps,
} from './format/display';
export type { DateRangeValue, Formatters, MoneyValue } from './format/formatters';
export {
  isDecimalText,
  isNegative,
  parseDecimal,
  withoutZeros,
  type DecimalFault,
  type DecimalParse,
  type DecimalText,
} from './format/decimal-text';
export { normaliseMac, parseMacList } from './format/mac';

export { Meter, type MeterProps } from './charts/meter';
export { Spark } from './charts/spark';
export { BarChart, type Bar, type BarChartProps } from './charts/bar-chart';
export { BridgeChart, type BridgeChartProps } from './charts/bridge-chart';
export type { BridgeStep } from './charts/bridge-steps';
export { StepChart, type Step, type StepChartProps } from './charts/step-chart';
export { AnyPeriodInput, RateChart, UsageChart, UsagePeriodInput, type UsageChartProps } from './charts/usage-chart';
export {
  isRecent,
  recentHours,
  usagePeriods,
  usageSpan,
  type RecentPeriod,
  type UsagePeriod,
  type UsageSpan,
} from './charts/usage-span';
export { PlaceMap, type MapLine, type MapPlace, type PlaceMapProps } from './map/place-map';
export { PlaceMark, type MarkShape } from './map/place-mark';
export { TimeChart, type TimeChartProps, type TimeSeries } from './charts/time-chart';

export {
  PasswordInput,
  SelectInput,
  TextAreaInput,
  TextInput,
  type Choice,
  type TextInputProps,
} from './inputs/text-input';
export { LookupInput, type LookupInputProps } from './inputs/lookup-input';
export { CheckboxInput, RadioInput, SwitchInput, type RadioChoice, type ToggleProps } from './inputs/toggle-inputs';
export { DecimalInput } from './inputs/decimal-input';
export { MoneyInput, type MoneyInputProps } from './inputs/money-input';
export { DateInput, DateRangeInput, type DateRangeInputValue } from './inputs/date-input';
export { CheckListInput, type CheckChoice, type CheckListInputProps } from './inputs/check-list-input';
export { base64Of, FileInput, type FileInputProps } from './inputs/file-input';
export { CodeInput } from './inputs/code-input';
export { MacListInput } from './inputs/mac-list-input';

export { Form, type FormProps } from './fields/form';
export {
  CheckboxField,
  CheckListField,
  CodeField,
  DateField,
  LookupField,
  MacListField,
  MoneyField,
  NumberField,
  PasswordField,
  RadioField,
  SelectField,
  SwitchField,
  TextAreaField,
  TextField,
  useField,
  type FieldProps,
  type FieldRules,
} from './fields/fields';
