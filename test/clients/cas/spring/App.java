/*
 * A web application behind Spring Security's CAS support, set up as its reference does. Argument: URL of CAS.
 * The page tells who is signed in, as JSON.
 */
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.apereo.cas.client.session.SingleSignOutFilter;
import org.apereo.cas.client.validation.Cas30ServiceTicketValidator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.cas.ServiceProperties;
import org.springframework.security.cas.authentication.CasAuthenticationProvider;
import org.springframework.security.cas.authentication.CasAuthenticationToken;
import org.springframework.security.cas.web.CasAuthenticationEntryPoint;
import org.springframework.security.cas.web.CasAuthenticationFilter;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.context.ContextLoaderListener;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;

public class App {
    private static String cas;
    private static String base;

    public static void main(String[] args) throws Exception {
        cas = args[0];
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory(Path.of("."), "tomcat").toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        // Binds the port, whose number the settings want to know.
        tomcat.init();
        base = "http://127.0.0.1:" + tomcat.getConnector().getLocalPort();

        AnnotationConfigWebApplicationContext beans = new AnnotationConfigWebApplicationContext();
        beans.register(Security.class);
        Context context = tomcat.addContext("", null);
        // Tomcat wants a listener that is there before the start.
        context.addServletContainerInitializer(
            (classes, servletContext) -> servletContext.addListener(new ContextLoaderListener(beans)), null);
        FilterDef filter = new FilterDef();
        filter.setFilterName("springSecurityFilterChain");
        filter.setFilter(new DelegatingFilterProxy("springSecurityFilterChain", beans));
        context.addFilterDef(filter);
        FilterMap map = new FilterMap();
        map.setFilterName("springSecurityFilterChain");
        map.addURLPattern("/*");
        context.addFilterMap(map);
        Tomcat.addServlet(context, "page", new Page());
        context.addServletMappingDecoded("/", "page");
        tomcat.start();
        System.out.println(base);
        tomcat.getServer().await();
    }

    @Configuration
    @EnableWebSecurity
    public static class Security {
        @Bean
        ServiceProperties serviceProperties() {
            ServiceProperties properties = new ServiceProperties();
            properties.setService(base + "/login/cas");
            return properties;
        }

        @Bean
        CasAuthenticationEntryPoint entryPoint(ServiceProperties properties) {
            CasAuthenticationEntryPoint entryPoint = new CasAuthenticationEntryPoint();
            entryPoint.setLoginUrl(cas + "/login");
            entryPoint.setServiceProperties(properties);
            return entryPoint;
        }

        @Bean
        CasAuthenticationProvider provider(ServiceProperties properties) {
            CasAuthenticationProvider provider = new CasAuthenticationProvider();
            provider.setAuthenticationUserDetailsService(
                token -> new User(token.getName(), "", AuthorityUtils.createAuthorityList("ROLE_USER")));
            provider.setServiceProperties(properties);
            provider.setTicketValidator(new Cas30ServiceTicketValidator(cas));
            provider.setKey("key");
            return provider;
        }

        @Bean
        SecurityFilterChain chain(HttpSecurity http, CasAuthenticationEntryPoint entryPoint,
                CasAuthenticationProvider provider, ServiceProperties properties) throws Exception {
            CasAuthenticationFilter filter = new CasAuthenticationFilter();
            filter.setAuthenticationManager(new ProviderManager(provider));
            filter.setServiceProperties(properties);
            filter.setSecurityContextRepository(new HttpSessionSecurityContextRepository());
            return http
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(entryPoint))
                .logout(logout -> logout.logoutSuccessUrl(cas + "/logout"))
                .csrf(csrf -> csrf.disable())
                .addFilter(filter)
                .addFilterBefore(new SingleSignOutFilter(), CasAuthenticationFilter.class)
                .build();
        }
    }

    private static class Page extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            CasAuthenticationToken token = (CasAuthenticationToken) request.getUserPrincipal();
            response.setContentType("application/json");
            response.getWriter().print(new ObjectMapper().writeValueAsString(Map.of(
                "user", token.getName(), "attributes", token.getAssertion().getPrincipal().getAttributes())));
        }
    }
}
