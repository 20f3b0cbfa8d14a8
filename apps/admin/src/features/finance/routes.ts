import type { AnyRoute } from '@tanstack/react-router';

export const financeRoutes: readonly AnyRoute[] = [];
