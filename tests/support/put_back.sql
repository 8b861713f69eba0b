-- Run once in the migrated template: remembers what the migrations wrote, and makes the function that puts it back.
CREATE SCHEMA pristine;

CREATE TABLE pristine.sequences AS
  SELECT schemaname, sequencename, start_value, last_value FROM pg_sequences WHERE schemaname = 'public';

DO $$
DECLARE
  found text;
  filled boolean;
BEGIN
  FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', found) INTO filled;
    IF filled THEN
      EXECUTE format('CREATE TABLE pristine.%I AS TABLE public.%I', 'rows of ' || found, found);
    END IF;
  END LOOP;
END $$;

CREATE FUNCTION pristine.put_back() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  found text;
  filled boolean;
BEGIN
  FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', found) INTO filled;
    IF filled THEN
      EXECUTE format('DELETE FROM public.%I', found);
    END IF;
  END LOOP;
  FOR found IN SELECT substr(tablename, 9) FROM pg_tables WHERE schemaname = 'pristine' AND tablename LIKE 'rows of %' LOOP
    EXECUTE format('INSERT INTO public.%I SELECT * FROM pristine.%I', found, 'rows of ' || found);
  END LOOP;
  PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, coalesce(last_value, start_value), last_value IS NOT NULL)
    FROM pristine.sequences;
END $$;
