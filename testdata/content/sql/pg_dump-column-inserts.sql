--
-- PostgreSQL database dump
--

\restrict 0K7FeZD6mIizYTddOuDu1

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: orders; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.orders (
    id integer,
    user_id integer,
    card character varying(20),
    price numeric(10,2),
    raw bytea,
    ok boolean,
    tags text[]
);


ALTER TABLE public.orders OWNER TO postgres;

--
-- Name: users; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.users (
    id integer NOT NULL,
    name character varying(50),
    phone character varying(20),
    "e mail" character varying(80),
    note text,
    born date
);


ALTER TABLE public.users OWNER TO postgres;

--
-- Name: TABLE users; Type: COMMENT; Schema: public; Owner: postgres
--

COMMENT ON TABLE public.users IS 'people; mail jane@example.com';


--
-- Data for Name: orders; Type: TABLE DATA; Schema: public; Owner: postgres
--

INSERT INTO public.orders (id, user_id, card, price, raw, ok, tags) VALUES
	(1, 1, '4111111111111111', 9.50, '\x00ff', true, '{"a,b",c}'),
	(2, 3, '4111 1111 1111 1111', -1.00, NULL, false, NULL);


--
-- Data for Name: users; Type: TABLE DATA; Schema: public; Owner: postgres
--

INSERT INTO public.users (id, name, phone, "e mail", note, born) VALUES
	(1, '张三', '13800000000', 'zhang@example.com', 'two
lines	and \ it''s', '1990-01-02'),
	(2, 'Jane Doe', NULL, '', '; -- not a comment', NULL);
INSERT INTO public.users (id, name, phone, "e mail", note, born) VALUES
	(3, '李四', '13800000001', 'li@example.com', 'INSERT INTO x VALUES (1)
INSERT INTO y VALUES (2);', '2000-12-31');


--
-- Name: users u; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT u UNIQUE (phone);


--
-- Name: users users_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);


--
-- Name: orders orders_user_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);


--
-- PostgreSQL database dump complete
--

\unrestrict 0K7FeZD6mIizYTddOuDu1

