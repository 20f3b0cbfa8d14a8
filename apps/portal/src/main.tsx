import '@demarc/ui/styles.css';
