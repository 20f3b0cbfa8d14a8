import type { AnyRoute } from '@tanstack/react-router';

export const customerRoutes: readonly AnyRoute[] = [];
